package org.channelmirror.archive;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The paths of an archive's entries, one a line, as {@code tar tf} prints them. */
final class EntryList implements AutoCloseable {

    private final BufferedWriter lines;

    EntryList(Path file) throws IOException {
        this.lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    void add(String path) throws IOException {
        lines.write(path);
        lines.write('\n');
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
