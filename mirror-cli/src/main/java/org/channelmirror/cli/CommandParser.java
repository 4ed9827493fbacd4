package org.channelmirror.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Parses command lines. What a command takes is read from its class, and reading those of all commands takes longer than many a
 * command does: at first only those are read whose names are among the words.
 */
final class CommandParser {

    private CommandParser() {}

    /** In the order in which help lists them. */
    private static Map<String, Class<?>> known() {
        Map<String, Class<?>> known = new LinkedHashMap<>();
        known.put("sync", SyncCommand.class);
        known.put("clean", CleanCommand.class);
        known.put("verify", VerifyCommand.class);
        known.put("status", StatusCommand.class);
        known.put("explain", ExplainCommand.class);
        known.put("history", HistoryCommand.class);
        known.put("account", AccountCommand.class);
        known.put("snapshot", SnapshotCommand.class);
        known.put("hold", HoldCommand.class);
        known.put("release", ReleaseCommand.class);
        known.put("serve", ServeCommand.class);
        known.put("token", TokenCommand.class);
        known.put("export", ExportCommand.class);
        known.put("import", ImportCommand.class);
        known.put("config", ConfigCommand.class);
        known.put("demo", DemoCommand.class);
        known.put("help", HelpCommand.class);
        return known;
    }

    /** What a command line says. */
    record Parsed(ChannelMirrorCommand options, CommandSpec leaf) {}

    /**
     * Parses a command line.
     *
     * @throws ParameterException if it is none; it knows all commands, to name those that may have been meant
     */
    static Parsed parse(String[] args) {
        try {
            Parsed parsed = parse(args, Set.copyOf(Arrays.asList(args)));
            if (isAboutItself(parsed)) {
                return parsed;
            }
        } catch (ParameterException e) {
            // It is told by the parser that knows all commands.
        }
        return parse(args, known().keySet());
    }

    /** Help tells of other commands, too. */
    private static boolean isAboutItself(Parsed parsed) {
        return parsed.options().version
                || (parsed.leaf().userObject() instanceof Action action
                        && !parsed.options().help
                        && !(action instanceof HelpCommand));
    }

    private static Parsed parse(String[] args, Set<String> names) {
        ChannelMirrorCommand options = new ChannelMirrorCommand();
        CommandLine commandLine = new CommandLine(options);
        known().forEach((name, command) -> {
            if (names.contains(name)) {
                commandLine.addSubcommand(name, command);
            }
        });
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        ParseResult last = commandLine.parseArgs(args);
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return new Parsed(options, last.commandSpec());
    }
}
