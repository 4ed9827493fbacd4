package org.channelmirror.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.channelmirror.api.Cancellation;

/**
 * Ctrl-C and SIGTERM ask the running operation to stop; a second one ends the process at once, which harms no mirror.
 *
 * <p>A shutdown hook would not do: while it runs, the JVM hears no second signal. {@code sun.misc.Signal} is supported
 * ({@code jdk.unsupported}), but javac warns of it in a way that nothing suppresses; hence the reflection.
 */
final class StopSignals {

    private static final List<String> NAMES = List.of("INT", "TERM");

    private StopSignals() {}

    /** On a JVM without such signals nothing is installed, and the first signal ends the process. */
    static void install(Cancellation cancellation, Messages messages) {
        AtomicBoolean asked = new AtomicBoolean();
        InvocationHandler stop = (proxy, method, arguments) -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(ExitCode.CANCELLED.code());
            }
            cancellation.cancel();
            messages.line("stopping; once more to stop at once");
            return null;
        };
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handler}, stop);
            for (String name : NAMES) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            messages.line("warning: a signal ends this run without its report: " + e);
        }
    }
}
