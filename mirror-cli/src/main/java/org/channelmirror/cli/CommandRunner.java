package org.channelmirror.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.channelmirror.api.MirrorException;
import org.channelmirror.config.LogLevel;
import org.channelmirror.model.Redaction;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Parses a command line, runs its command, prints the answer or the problem, and tells the exit code. */
final class CommandRunner {

    private final Surroundings surroundings;
    private final Messages messages;

    CommandRunner(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.messages = new Messages(surroundings.err());
    }

    Messages messages() {
        return messages;
    }

    /** Returns the exit code. */
    int run(String[] args) {
        CommandParser.Parsed parsed;
        try {
            parsed = CommandParser.parse(args);
        } catch (ParameterException e) {
            // Parsing may have ended before it came to --json.
            boolean json = Arrays.asList(args).contains("--json");
            CommandLine ended = e.getCommandLine();
            boolean verbose = ended.getCommandSpec().root().userObject() instanceof ChannelMirrorCommand options
                    && options.verbose;
            return fail(e, ended.getCommandName(), json, verbose);
        }
        ChannelMirrorCommand options = parsed.options();
        CommandSpec leaf = parsed.leaf();
        String command = name(leaf);
        try {
            if (options.version) {
                return answer(new VersionAnswer(), "version", options.json);
            }
            if (options.help) {
                return answer(new HelpAnswer(leaf.commandLine()), "help", options.json);
            }
            return answer(act(leaf, options), command, options.json);
        } catch (ParameterException e) {
            return fail(e, e.getCommandLine().getCommandName(), options.json, options.verbose);
        } catch (UsageException | MirrorException e) {
            return fail(e, command, options.json, options.verbose);
        }
    }

    /** The command as it is typed, such as {@code config show}. */
    private static String name(CommandSpec command) {
        CommandSpec parent = command.parent();
        return parent == null || parent.parent() == null ? command.name() : name(parent) + " " + command.name();
    }

    private Answer act(CommandSpec command, ChannelMirrorCommand options) throws MirrorException {
        if (!(command.userObject() instanceof Action action)) {
            throw new ParameterException(command.commandLine(), "no command given");
        }
        Verbosity verbosity = options.verbosity();
        Logging.configure(messages, verbosity, LogLevel.WARNING);
        return action.run(new Session(options, verbosity, surroundings, messages));
    }

    private int answer(Answer made, String command, boolean json) {
        messages.note(command + ": exit code " + made.exitCode().code());
        try (Answer answer = made) {
            if (json) {
                new JsonPage(surroundings.out()).object(command, answer.exitCode(), answer::write);
            } else {
                answer.warnings().forEach(messages::warning);
                answer.print(new Page(surroundings.out()));
            }
            if (surroundings.out().checkError() && !isReaderGone()) {
                messages.line("error: the answer cannot be written to standard output");
                return ExitCode.FAILED.code();
            }
            return answer.exitCode().code();
        } catch (UncheckedIOException e) {
            // What is printed is read while it is printed, and may be lost on the way.
            messages.line("error: the answer is cut short: " + e.getMessage());
            return ExitCode.FAILED.code();
        }
    }

    private boolean isReaderGone() {
        return surroundings.out() instanceof ProcessOutput out && out.isReaderGone();
    }

    private int fail(Exception exception, String command, boolean json, boolean verbose) {
        Problem problem = Problem.of(exception);
        if (json) {
            new JsonPage(surroundings.out())
                    .object(command, problem.exitCode(), page -> Problem.write(page, exception));
        } else {
            problem.print(messages);
        }
        if (verbose) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            // Causes come from other libraries, too.
            messages.line(Redaction.redact(trace.toString().stripTrailing()));
        }
        return problem.exitCode().code();
    }
}
