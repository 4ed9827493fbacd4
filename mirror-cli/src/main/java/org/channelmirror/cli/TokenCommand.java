package org.channelmirror.cli;

import picocli.CommandLine.Command;

/** {@code token}. */
@Command(
        name = "token",
        description = "Makes, lists and revokes the tokens that open private accounts to the clients of \"serve\".",
        subcommands = {TokenCreateCommand.class, TokenListCommand.class, TokenRevokeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand {}
