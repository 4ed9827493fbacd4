package org.channelmirror.internal.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.channelmirror.internal.frames.DamagedFileException;

/**
 * What the runs of an account came to. It is written only when it is another one than the last: a run that finds nothing new writes
 * nothing.
 *
 * @param outcome how the run ended
 * @param failedPackages how many packages failed
 * @param failedSubdirs how many subdirs failed
 * @param message why nothing could be done, without secrets; else empty
 * @param since when the first run ended so, that none with another result followed
 */
public record RunResult(Outcome outcome, long failedPackages, long failedSubdirs, String message, Instant since) {

    /** How a run ended. */
    public enum Outcome {
        COMPLETE,
        INCOMPLETE,
        FAILED
    }

    public RunResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(since, "since");
    }

    /** Whether another run came to the same. */
    public boolean isAs(RunResult other) {
        return equals(new RunResult(other.outcome, other.failedPackages, other.failedSubdirs, other.message, since));
    }

    byte[] encode() {
        StateText text = new StateText();
        text.add(
                "result",
                outcome.name(),
                Long.toString(failedPackages),
                Long.toString(failedSubdirs),
                message,
                since.toString());
        return text.encode();
    }

    static RunResult decode(byte[] bytes) throws DamagedFileException {
        for (List<String> line : StateText.decode(bytes).lines()) {
            if (line.size() == 6 && line.get(0).equals("result")) {
                return new RunResult(
                        Outcome.valueOf(line.get(1)),
                        Long.parseLong(line.get(2)),
                        Long.parseLong(line.get(3)),
                        line.get(4),
                        Instant.parse(line.get(5)));
            }
        }
        throw new DamagedFileException("it tells of no result");
    }
}
