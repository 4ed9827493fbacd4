package org.channelmirror.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.MirrorClient;
import org.channelmirror.api.AccountOrigin;
import org.channelmirror.api.AccountSummary;
import org.channelmirror.api.AccountsRequest;
import org.channelmirror.api.ConfigurationSource;
import org.channelmirror.api.MirrorException;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.config.MirrorDefinition;
import org.channelmirror.model.AccountName;

/**
 * Finds the mirror that a command works on: that of the configuration which is given, else of the one that filled the account, else,
 * for an account that was never filled, of the one that is shipped.
 */
final class MirrorFinder {

    private static final String VENDOR =
            "no configuration is given, and this one mirrors the vendor's own channels: look into"
                    + " their terms of service, which ask larger organisations for a licence. With \"channels: [conda-forge]\" in a"
                    + " configuration of your own the channel is conda-forge, which is free for everybody";

    private final Session session;

    MirrorFinder(Session session) {
        this.session = session;
    }

    /** A mirror among several; its definition may turn out not to be there. */
    record Found(Place place, Source source) {}

    /** Where a definition comes from. */
    @FunctionalInterface
    interface Source {
        MirrorDefinition definition() throws MirrorException;
    }

    /** The mirror for a command that cannot do without one. */
    MirrorDefinition one(String command) throws MirrorException {
        if (session.options().configFile != null) {
            return given(session.options().configFile);
        }
        Place place = session.place(Optional.empty());
        Optional<AccountSummary> known = accounts(place).stream()
                .filter(each -> each.account().equals(place.account()))
                .filter(each -> each.origin().isPresent() || each.packages() > 0)
                .findFirst();
        if (known.isPresent() && known.get().origin().isEmpty() && command.equals("clean")) {
            return imported(place);
        }
        return known.isPresent() ? remembered(place, known.get()) : shipped(command);
    }

    /** Nothing but archives filled it: what they took out of the index is what can go. */
    private MirrorDefinition imported(Place place) throws MirrorException {
        return session.loader(session.workingDir())
                .parse("archives", "channels: [\"file:///\"]\nremoved_upstream: remove\n")
                .at(place.root(), place.account());
    }

    /** Every mirror of the configuration that is given; without one every account, by the configuration that filled it. */
    List<Found> all() throws MirrorException {
        List<Found> all = new ArrayList<>();
        String file = session.options().configFile;
        if (file != null) {
            for (MirrorDefinition each : session.definitions(file).all()) {
                all.add(new Found(session.place(Optional.of(each)), () -> each));
            }
            return all;
        }
        Place root = session.place(Optional.empty());
        for (AccountSummary each : accounts(root)) {
            Place place = new Place(root.root(), each.account());
            all.add(new Found(place, () -> remembered(place, each)));
        }
        if (all.isEmpty()) {
            throw new UsageException(
                    "there is no account in " + root.root(),
                    "name a configuration with --config-file, or another --root");
        }
        return all;
    }

    /** The accounts of the root that were filled by a configuration, or the one of {@code --account}. */
    List<Found> remembered() throws MirrorException {
        Place root = session.place(Optional.empty());
        List<Found> found = new ArrayList<>();
        for (AccountSummary each : accounts(root)) {
            boolean isMeant =
                    session.options().account == null || root.account().equals(each.account());
            if (isMeant && each.origin().flatMap(AccountOrigin::configuration).isPresent()) {
                Place place = new Place(root.root(), each.account());
                found.add(new Found(place, () -> remembered(place, each)));
            }
        }
        return found;
    }

    private MirrorDefinition given(String nameOrPath) throws MirrorException {
        Optional<AccountName> account = Optional.ofNullable(session.options().account);
        MirrorDefinition definition = session.definitions(nameOrPath).pick(account);
        Optional<Path> file = definition.source().map(ConfigurationSource::file);
        if (account.isEmpty() || file.isEmpty() || definition.account().equals(account)) {
            return definition;
        }
        String name = account.get().value();
        Path sibling = file.get().resolveSibling(name + ".yaml");
        Optional<Path> namesake = Files.isRegularFile(sibling)
                ? Optional.of(sibling)
                : session.locator().named(name);
        String stem = String.valueOf(file.get().getFileName()).replaceFirst("\\.ya?ml$", "");
        boolean isMeant = stem.equals(name) || stem.startsWith(name + "-");
        return namesake.isEmpty() || isMeant
                ? definition
                : definition.with(new MirrorWarning(
                        definition.file(),
                        "it fills the account " + name + ", as --account says; but there is " + namesake.get()
                                + " too: was that one meant?"));
    }

    private MirrorDefinition remembered(Place place, AccountSummary account) throws MirrorException {
        ConfigurationSource source = account.origin()
                .flatMap(origin -> origin.configuration())
                .orElseThrow(() -> new UsageException(
                        "account " + place.account() + " in " + place.root()
                                + " was filled, but not by a configuration that is known",
                        "name one with --config-file"));
        if (!Files.exists(source.file())) {
            throw new UsageException(
                    "the configuration " + source.file() + ", which filled the account " + place.account()
                            + ", is gone",
                    "name the one that takes its place with --config-file");
        }
        session.messages()
                .line("using the configuration " + source.file() + ", which filled the account " + place.account());
        return session.loader(source.folder())
                .loadAll(source.file())
                .pick(Optional.of(source.mirror()))
                .at(place.root(), place.account());
    }

    private MirrorDefinition shipped(String command) throws MirrorException {
        Path file = session.locator()
                .shipped()
                .orElseThrow(() -> new UsageException(
                        "no configuration given",
                        "write mirror.yaml with the lines \"channels: [https://conda.anaconda.org/conda-forge]\" and"
                                + " \"platforms: [linux-64]\", then run: channel-mirror " + command
                                + " --config-file mirror.yaml"));
        return session.loader(session.workingDir())
                .loadAll(file)
                .pick(Optional.ofNullable(session.options().account))
                .with(new MirrorWarning(file.toString(), VENDOR));
    }

    private List<AccountSummary> accounts(Place place) throws MirrorException {
        try (OpenStorage target = session.open(place);
                MirrorClient client = session.client()) {
            return client.accounts(new AccountsRequest(target.storage()));
        }
    }
}
