package org.channelmirror.api;

import java.util.Optional;
import org.channelmirror.model.AccountName;
import org.channelmirror.spi.LeaseOwner;

/** Another run holds the account. */
public final class LockedException extends MirrorException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<LeaseOwner> owner;

    /**
     * Names the account and its holder.
     *
     * @param account the account
     * @param owner who holds it, where that can be told
     */
    public LockedException(AccountName account, Optional<LeaseOwner> owner) {
        super(
                "account " + account + " is locked by "
                        + owner.map(o -> o.description() + " since " + o.since())
                                .orElse("another run")
                        + "; wait for it to end",
                account.value(),
                true,
                null);
        this.owner = owner;
    }

    /**
     * Who holds the account.
     *
     * @return the holder, where that can be told
     */
    public Optional<LeaseOwner> owner() {
        return owner;
    }
}
