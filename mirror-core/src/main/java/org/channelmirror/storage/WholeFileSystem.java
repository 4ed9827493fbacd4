package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Makes everything that was written to a file system durable in one step, which takes about as long as it takes for a few files
 * alone. Java has no call for that; the system's own {@code sync} has.
 */
final class WholeFileSystem {

    /** Those of which it is known that they keep this promise to whoever asks for it. */
    private static final Set<String> KNOWN = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs");

    private WholeFileSystem() {}

    /** Does it for the file system of a folder; false if that cannot be had here. */
    static boolean force(Path folder) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")
                || !KNOWN.contains(Files.getFileStore(folder).type())) {
            return false;
        }
        Process process;
        try {
            process = new ProcessBuilder("sync", "-f", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return false; // there is no such program
        }
        process.getOutputStream().close();
        return awaitEnd(process) == 0;
    }

    private static int awaitEnd(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
