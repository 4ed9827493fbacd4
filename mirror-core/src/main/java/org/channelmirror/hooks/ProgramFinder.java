package org.channelmirror.hooks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for programs as the system does when it starts them. */
final class ProgramFinder {

    /** A plain word: not a variable, nor an assignment, nor anything else that only the shell can tell the meaning of. */
    private static final Pattern FIRST_WORD =
            Pattern.compile("\\s*([A-Za-z0-9_./+][A-Za-z0-9_./+-]*)(?=[\\s;&|<>]|$).*", Pattern.DOTALL);

    private static final int SECONDS = 10;

    private final Path directory;

    ProgramFinder(Path directory) {
        this.directory = directory;
    }

    boolean isThere(String program) {
        if (program.contains("/")) {
            return isProgram(directory, program);
        }
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
            if (isProgram(directory.resolve(folder), program)) {
                return true;
            }
        }
        return false;
    }

    /** The first word of a line for the shell, if the shell does not know it. */
    Optional<String> missingIn(String line) {
        Matcher word = FIRST_WORD.matcher(line);
        return word.matches() && !isKnownToShell(word.group(1)) ? Optional.of(word.group(1)) : Optional.empty();
    }

    private boolean isKnownToShell(String word) {
        try {
            Process process = new ProcessBuilder("sh", "-c", "command -v \"$1\"", "sh", word)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return true;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static boolean isProgram(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
