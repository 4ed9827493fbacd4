package org.channelmirror.cli;

import org.channelmirror.config.ConfigException;
import org.channelmirror.config.MirrorDefinitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The configuration that a command is about, named by it or by {@code --config-file}. */
final class ConfigFile {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|NAME",
            description = "The configuration, like that of --config-file.")
    @Nullable
    String given;

    MirrorDefinitions definitions(Session session) throws ConfigException {
        String option = session.options().configFile;
        if (given != null && option != null) {
            throw new UsageException(
                    "two configurations are given, \"" + given + "\" and \"" + option + "\"", "name one of them");
        }
        String name = given != null ? given : option;
        if (name == null) {
            throw new UsageException("no configuration given", "name a file, such as mirror.yaml");
        }
        return session.definitions(name);
    }
}
