package org.channelmirror.cli;

import picocli.CommandLine.Command;

/** {@code snapshot}. */
@Command(
        name = "snapshot",
        description = "Keeps what the mirror lists at one time, shows it under a label, and goes back to it.",
        subcommands = {
            SnapshotCreateCommand.class,
            SnapshotListCommand.class,
            SnapshotDiffCommand.class,
            SnapshotPublishCommand.class,
            SnapshotRestoreCommand.class,
            ReleaseCommand.class,
            SnapshotDeleteCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class SnapshotCommand {}
