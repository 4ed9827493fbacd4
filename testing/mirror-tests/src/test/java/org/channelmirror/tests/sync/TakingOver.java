package org.channelmirror.tests.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.channelmirror.spi.ChannelStorage;
import org.channelmirror.spi.LeaseOwner;
import org.channelmirror.spi.StoragePath;

/** Takes a lock over from whoever works with a storage, after so many changes, and tells what was changed then. */
final class TakingOver {

    private static final Set<String> CHANGES = Set.of("share", "alias", "publish", "delete", "append");

    private final ChannelStorage real;
    private final StoragePath lock;
    private final LeaseOwner successor;
    private final List<String> after = new ArrayList<>();
    private int left;
    private boolean isTaken;

    TakingOver(ChannelStorage real, StoragePath lock, LeaseOwner successor, int changes) {
        this.real = real;
        this.lock = lock;
        this.successor = successor;
        this.left = changes;
    }

    /** What to work with. */
    ChannelStorage storage() {
        return (ChannelStorage) Proxy.newProxyInstance(
                TakingOver.class.getClassLoader(), new Class<?>[] {ChannelStorage.class}, (proxy, method, args) -> {
                    Object result;
                    try {
                        result = method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    note(method.getName(), args);
                    return result;
                });
    }

    private synchronized void note(String method, Object[] args) throws Exception {
        boolean isChange = CHANGES.contains(method);
        if (isTaken && isChange) {
            after.add(method + " " + List.of(args));
        }
        left -= isChange ? 1 : 0;
        boolean isOurs = method.equals("lock") && args[0].equals(lock);
        if (!isTaken && left == 0 && (isChange || isOurs)) {
            isTaken = true;
            real.breakLock(lock, successor, Duration.ofDays(9));
        }
    }

    /** What was changed after the lock was taken over. */
    synchronized List<String> after() {
        return after;
    }
}
