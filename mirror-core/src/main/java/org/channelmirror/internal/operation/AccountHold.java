package org.channelmirror.internal.operation;

import java.io.IOException;
import java.util.Optional;
import org.channelmirror.api.HeldException;
import org.channelmirror.api.Hold;
import org.channelmirror.internal.state.StateStore;

/** Keeps an account that is held as it is: every operation that changes one asks here, right after it took the lock. */
public final class AccountHold {

    private AccountHold() {}

    public static void refuse(StateStore store) throws IOException, HeldException {
        Optional<Hold> hold = store.hold();
        if (hold.isPresent()) {
            throw new HeldException(store.name(), hold.get());
        }
    }
}
