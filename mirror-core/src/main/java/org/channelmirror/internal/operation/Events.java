package org.channelmirror.internal.operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.channelmirror.api.MirrorListener;
import org.channelmirror.api.MirrorWarning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes events to a listener that may throw, and keeps the warnings for the report. Thread-safe. */
public final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MAX_WARNINGS = 1000;

    private final MirrorListener listener;
    private final Set<MirrorWarning> warnings = new LinkedHashSet<>();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong transferIds = new AtomicLong();

    public Events(MirrorListener listener) {
        this.listener = listener;
    }

    // What a listener throws must not end a mirror run, whatever it is: it is logged once and counted.
    @SuppressWarnings("CatchingUnchecked")
    public void send(Consumer<MirrorListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            if (errors.getAndIncrement() == 0) {
                LOG.warn("a listener threw; further exceptions of it are only counted", e);
            }
        }
    }

    public void warn(String subject, String message) {
        MirrorWarning warning = new MirrorWarning(subject, message);
        synchronized (warnings) {
            if (warnings.size() >= MAX_WARNINGS || !warnings.add(warning)) {
                return;
            }
        }
        send(l -> l.warning(warning));
    }

    public long nextTransferId() {
        return transferIds.incrementAndGet();
    }

    public List<MirrorWarning> warnings() {
        synchronized (warnings) {
            return new ArrayList<>(warnings);
        }
    }

    public long listenerErrors() {
        return errors.get();
    }
}
