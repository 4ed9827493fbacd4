package org.channelmirror.cli;

import java.util.List;
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

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command; without it, the list of commands.")
    List<String> words = List.of();

    @Override
    public Answer run(Session session) {
        CommandLine named = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = named.getSubcommands().get(word);
            if (next == null) {
                throw new ParameterException(
                        spec.commandLine(), "there is no command \"" + String.join(" ", words) + "\"");
            }
            named = next;
        }
        return new HelpAnswer(named);
    }
}
