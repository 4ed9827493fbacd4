package org.channelmirror.cli;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.Cancellation;

/** The process {@code channel-mirror}. */
public final class Main {

    /** Where the launcher was found: a checkout, or the folder of an installed distribution. */
    private static final String HOME_PROPERTY = "org.channelmirror.cli.home";

    /** What the launcher found out about stderr: the columns of the terminal it is, or 0. */
    private static final String COLUMNS_PROPERTY = "org.channelmirror.cli.columns";

    private Main() {}

    /**
     * Runs the command line and ends the process with its {@link ExitCode}.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        PrintStream out = new ProcessOutput(FileDescriptor.out);
        PrintStream err = new ProcessOutput(FileDescriptor.err);
        Cancellation cancellation = new Cancellation();
        Surroundings surroundings = new Surroundings(
                out,
                err,
                System.getenv(),
                Path.of(""),
                Optional.ofNullable(System.getProperty(HOME_PROPERTY)).map(Path::of),
                Integer.getInteger(COLUMNS_PROPERTY, 0),
                Clock.systemUTC(),
                ClientFactory.LIBRARY,
                cancellation);
        CommandRunner runner = new CommandRunner(surroundings);
        StopSignals.install(cancellation, runner.messages());
        // A defect, then: its trace is what a report needs. The exit code is the JVM's own for that, 1.
        Thread.setDefaultUncaughtExceptionHandler((thread, defect) -> {
            runner.messages().removeBar();
            defect.printStackTrace(err);
            err.println("hint: this is a defect of Channel Mirror; please report it with the lines above");
        });
        int code = runner.run(args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs a command line within this process.
     *
     * @param args the command line
     * @param out where the answer goes
     * @param err where messages go
     * @param environment the environment variables
     * @param workingDir what relative paths are relative to
     * @return the {@linkplain ExitCode#code() exit code}
     */
    public static int run(
            String[] args, PrintStream out, PrintStream err, Map<String, String> environment, Path workingDir) {
        return new CommandRunner(new Surroundings(
                        out,
                        err,
                        environment,
                        workingDir,
                        Optional.empty(),
                        0,
                        Clock.systemUTC(),
                        ClientFactory.LIBRARY,
                        new Cancellation()))
                .run(args);
    }
}
