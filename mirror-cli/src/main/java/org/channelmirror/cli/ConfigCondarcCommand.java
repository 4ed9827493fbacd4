package org.channelmirror.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.config.ClientConfiguration;
import org.channelmirror.config.ClientKind;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.config.MirrorDefinitions;
import org.channelmirror.model.AccountName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config condarc}. */
@Command(
        name = "condarc",
        description = {
            "Prints what conda, mamba or pixi has to be told to take packages from the mirror and from nowhere else: a"
                    + " .condarc, or a config.toml for pixi. All mirrors of the configuration are in it; --account"
                    + " chooses one."
        })
final class ConfigCondarcCommand implements Action {

    @Mixin
    ConfigFile file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Where clients find the mirror, such as http://packages.example.org:8080/conda. Otherwise: its"
                            + " folder, which only this machine sees.")
    @Nullable
    String url;

    @Option(names = "--for", paramLabel = "CLIENT", description = "conda, mamba or pixi. Otherwise: conda.")
    ClientKind client = ClientKind.CONDA;

    @Override
    public Answer run(Session session) throws MirrorException {
        MirrorDefinitions definitions = file.definitions(session);
        List<MirrorDefinition> chosen = session.options().account == null
                ? definitions.all()
                : List.of(definitions.pick(Optional.of(session.options().account)));
        Map<AccountName, MirrorDefinition> mirrors = new LinkedHashMap<>();
        List<MirrorWarning> warnings = new ArrayList<>();
        Path root = session.place(Optional.of(chosen.get(0))).root();
        for (MirrorDefinition definition : chosen) {
            Place place = session.place(Optional.of(definition));
            if (!place.root().equals(root)) {
                throw new UsageException(
                        "the mirrors of " + definitions.file() + " are in several roots, " + root + " and "
                                + place.root(),
                        "choose one of them with --account NAME");
            }
            mirrors.put(place.account(), definition);
            if (!Files.isDirectory(place.folder())) {
                warnings.add(new MirrorWarning(
                        "account " + place.account(), "it is not in " + place.root() + " yet; \"sync\" fills it"));
            }
        }
        if (url == null && client != ClientKind.PIXI) {
            warnings.add(new MirrorWarning(
                    "config condarc",
                    "without --url it is for this machine only: other machines need the URL of a server, such as --url"
                            + " http://HOST:8080/conda"));
        }
        return new ConfigCondarcAnswer(definitions.file(), client, configuration(root, mirrors), warnings);
    }

    private ClientConfiguration configuration(Path root, Map<AccountName, MirrorDefinition> mirrors) {
        String folder = root.resolve("conda").toUri().toString();
        try {
            return ClientConfiguration.of(client, url == null ? folder : url, mirrors);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), "for example: --url http://HOST:8080/conda");
        }
    }
}
