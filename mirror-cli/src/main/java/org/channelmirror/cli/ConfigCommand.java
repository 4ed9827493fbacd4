package org.channelmirror.cli;

import picocli.CommandLine.Command;

/** {@code config}. */
@Command(
        name = "config",
        description = "Checks or shows a configuration, or tells clients of its mirrors.",
        subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class, ConfigCondarcCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}
