package org.channelmirror.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Cancellation;

/**
 * What a run of the command line has around it.
 *
 * @param out where answers go
 * @param err where messages and progress go
 * @param environment the environment variables
 * @param workingDir what relative paths are relative to
 * @param home where the program is installed, if that is known
 * @param columns the width of the terminal that {@code err} is; 0 if it is none
 * @param clock the time
 * @param clients makes the client that does the work
 * @param cancellation stops it
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingDir,
        Optional<Path> home,
        int columns,
        Clock clock,
        ClientFactory clients,
        Cancellation cancellation) {

    Surroundings {
        environment = Map.copyOf(environment);
        workingDir = workingDir.toAbsolutePath();
    }
}
