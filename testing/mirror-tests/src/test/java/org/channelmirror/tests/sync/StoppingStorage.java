package org.channelmirror.tests.sync;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.channelmirror.spi.ChannelStorage;

/** Lets a storage carry out so many changes, and fails at the next: what a kill at that instant would leave. */
final class StoppingStorage {

    private static final Set<String> CHANGES = Set.of("share", "alias", "publish", "delete");

    private int left;

    private StoppingStorage(int left) {
        this.left = left;
    }

    static ChannelStorage after(int changes, ChannelStorage storage) {
        StoppingStorage stopping = new StoppingStorage(changes);
        return (ChannelStorage) Proxy.newProxyInstance(
                StoppingStorage.class.getClassLoader(),
                new Class<?>[] {ChannelStorage.class},
                (proxy, method, args) -> {
                    if (CHANGES.contains(method.getName())) {
                        stopping.count();
                    }
                    try {
                        return method.invoke(storage, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized void count() throws IOException {
        if (left-- <= 0) {
            throw new IOException("stopped here");
        }
    }
}
