package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import picocli.CommandLine;
import tools.jackson.core.JsonGenerator;

/** What {@code --help} and {@code help} say of a command. */
record HelpAnswer(CommandLine command) implements Answer {

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return List.of();
    }

    @Override
    public void print(Page page) {
        page.styled(command.getUsageMessage());
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("help", command.getUsageMessage(CommandLine.Help.Ansi.OFF));
    }
}
