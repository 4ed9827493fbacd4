package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What a command found or did; it is printed either as text or as members of one JSON object. */
interface Answer extends AutoCloseable {

    ExitCode exitCode();

    /** What a person should know; with text they go to stderr, in JSON {@link #write} has them. */
    List<MirrorWarning> warnings();

    void print(Page page);

    /** Writes the object's members, except {@code command} and {@code exit_code}. */
    void write(JsonGenerator json);

    /** Releases what it was printed from. */
    @Override
    default void close() {}
}
