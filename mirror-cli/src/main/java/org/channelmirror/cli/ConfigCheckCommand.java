package org.channelmirror.cli;

import org.channelmirror.api.MirrorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config check}. */
@Command(
        name = "check",
        description =
                "Reads a configuration, and the files it names, and tells every mistake with its line and column. Asks no"
                        + " server.")
final class ConfigCheckCommand implements Action {

    @Mixin
    ConfigFile file;

    @Override
    public Answer run(Session session) throws MirrorException {
        return new ConfigCheckAnswer(file.definitions(session));
    }
}
