package org.channelmirror.cli;

import picocli.CommandLine.Command;

/** {@code account}. */
@Command(
        name = "account",
        description = "Lists, renames or deletes the accounts of the root.",
        subcommands = {AccountListCommand.class, AccountRenameCommand.class, AccountDeleteCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class AccountCommand {}
