package org.channelmirror.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A plain line every ten seconds at most, for logs. */
final class ProgressLines implements ProgressDisplay {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Messages messages;
    private final Clock clock;
    private final Instant start;
    private Instant next;

    ProgressLines(Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
        this.start = clock.instant();
        this.next = start.plus(INTERVAL);
    }

    @Override
    public void update(ProgressState state) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(INTERVAL);
        Duration elapsed = Duration.between(start, now);
        messages.line(state.filesText() + ", " + Units.bytes(state.bytes()) + " of " + Units.bytes(state.plannedBytes())
                + ", " + Units.bytes(state.rate(elapsed)) + "/s"
                + state.left(elapsed)
                        .map(left -> ", " + Units.duration(left) + " left")
                        .orElse(""));
    }

    @Override
    public void say(String line) {
        messages.line(line);
    }
}
