package org.channelmirror.storage;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.channelmirror.spi.LeaseOwner;
import org.jspecify.annotations.Nullable;

/**
 * The last holder of a lock, as written beside it. The words about the holder are for messages only.
 *
 * @param breaks how often the lock was taken from a holder that did not let go: which of its lock files is in force
 */
record LockHolder(long fencingToken, LeaseOwner owner, long breaks) {

    String text() {
        String text = fencingToken + "\n" + owner.since() + "\n" + owner.description() + "\n";
        return breaks == 0 ? text : text + breaks + "\n";
    }

    /** Nobody, if the lock was never held. */
    static Optional<LockHolder> read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 3 || lines.size() > 4) {
                throw damaged(file, null);
            }
            return Optional.of(new LockHolder(
                    Long.parseLong(lines.get(0)),
                    new LeaseOwner(lines.get(2), Instant.parse(lines.get(1))),
                    lines.size() == 3 ? 0 : Long.parseLong(lines.get(3))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedInputException | IllegalArgumentException | DateTimeException e) {
            throw damaged(file, e);
        }
    }

    private static IOException damaged(Path file, @Nullable Exception why) {
        return new IOException(file + " is damaged: delete it when no other run is going on", why);
    }
}
