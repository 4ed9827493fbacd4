package org.channelmirror.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the access log goes.
 *
 * @param stream takes the lines; empty if nobody wants them
 * @param isOwn whether it is a file of its own, to be closed
 */
record AccessLogFile(Optional<OutputStream> stream, boolean isOwn) implements AutoCloseable {

    private static final String OFF = "off";

    static AccessLogFile of(@Nullable String option, Session session) throws IOException {
        if (OFF.equals(option)) {
            return new AccessLogFile(Optional.empty(), false);
        }
        if (option == null) {
            return new AccessLogFile(Optional.of(session.options().json ? session.err() : session.out()), false);
        }
        return new AccessLogFile(
                Optional.of(new FileOutputStream(
                        session.workingDir().resolve(option).toFile(), true)),
                true);
    }

    @Override
    public void close() throws IOException {
        if (isOwn && stream.isPresent()) {
            stream.get().close();
        }
    }
}
