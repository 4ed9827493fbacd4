package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorException;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.config.MirrorDefinitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The configuration that a command is about, named by it or by {@code --config-file}. */
final class ConfigFile {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|NAME",
            description = "The configuration, like that of --config-file. Otherwise the one that filled the account.")
    @Nullable
    String given;

    MirrorDefinitions definitions(Session session) throws MirrorException {
        String option = session.options().configFile;
        if (given != null && option != null) {
            throw new UsageException(
                    "two configurations are given, \"" + given + "\" and \"" + option + "\"", "name one of them");
        }
        String name = given != null ? given : option;
        if (name == null) {
            MirrorDefinition known = session.definition("config");
            return new MirrorDefinitions(known.file(), List.of(known));
        }
        return session.definitions(name);
    }
}
