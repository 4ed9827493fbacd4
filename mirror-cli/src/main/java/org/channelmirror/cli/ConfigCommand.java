package org.channelmirror.cli;

import picocli.CommandLine.Command;

/** {@code config}. */
@Command(
        name = "config",
        description = "Checks or shows a configuration.",
        subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}
