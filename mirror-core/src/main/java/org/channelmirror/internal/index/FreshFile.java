package org.channelmirror.internal.index;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A scratch file that is written from its beginning. */
public final class FreshFile {

    private FreshFile() {}

    /** Opens it. One that is empty is not truncated: ext4 writes what was truncated out to the disk when it is closed. */
    public static OutputStream open(Path file) throws IOException {
        boolean isEmpty = Files.notExists(file) || Files.size(file) == 0;
        return isEmpty
                ? Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                : Files.newOutputStream(file);
    }
}
