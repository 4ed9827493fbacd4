package org.channelmirror.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code help}; picocli's own has a {@code --help} that the inherited one excludes. */
@Command(name = "help", description = "Prints the help of a command.")
final class HelpCommand implements Action {

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; without it, the list of commands.")
    @Nullable
    String command;

    @Override
    public Answer run(Session session) {
        CommandLine root = spec.root().commandLine();
        if (command == null) {
            return new HelpAnswer(root);
        }
        CommandLine named = root.getSubcommands().get(command);
        if (named == null) {
            throw new ParameterException(spec.commandLine(), "there is no command \"" + command + "\"");
        }
        return new HelpAnswer(named);
    }
}
