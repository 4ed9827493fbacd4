package org.channelmirror.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes everything that was written to a file system durable in one step, which takes about as long as it takes for a few files
 * alone. Java has no call for that; the system's own {@code sync} has.
 */
final class WholeFileSystem {

    /** Those of which it is known that they keep this promise to whoever asks for it. */
    private static final Set<String> KNOWN = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs");

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    private WholeFileSystem() {}

    /** Does it for the file system of a folder; false if that cannot be had here. */
    static boolean force(Path folder) throws IOException {
        if (!System.getProperty("os.name").equals("Linux")
                || !tellsOfErrors(System.getProperty("os.version"))
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

    /** Linux before 5.8 does not say that something could not be written. */
    static boolean tellsOfErrors(String kernel) {
        Matcher version = VERSION.matcher(kernel);
        if (!version.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 5 || (major == 5 && Integer.parseInt(version.group(2)) >= 8);
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
