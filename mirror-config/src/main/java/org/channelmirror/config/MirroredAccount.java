package org.channelmirror.config;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.channelmirror.model.AccountName;
import org.channelmirror.model.Redaction;

/**
 * An account as clients see it, and the channels that they ask it for instead. Immutable.
 *
 * @param account the account
 * @param url where clients find it, without a trailing slash
 * @param names the names by which clients know the channels that fill it, such as {@code conda-forge} or {@code pkgs/main}
 * @param origins where these channels are for the rest of the world: URLs without a trailing slash and without secrets
 */
public record MirroredAccount(AccountName account, String url, List<String> names, List<String> origins) {

    static final String COMMUNITY = "https://conda.anaconda.org";
    static final String DEFAULTS = "https://repo.anaconda.com";

    private static final Pattern TOKEN = Pattern.compile("^/?t/[^/]+(?=/)");
    private static final Set<String> NAMES_OF_DEFAULTS = Set.of("main", "anaconda", "r", "msys2");

    /** Copies the lists. */
    public MirroredAccount {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(url, "url");
        names = List.copyOf(names);
        origins = List.copyOf(origins);
    }

    /** The account that a configuration fills. */
    static MirroredAccount of(AccountName account, String base, MirrorDefinition definition) {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> origins = new TreeSet<>();
        for (ConfiguredChannel channel : definition.channels()) {
            Optional<String> name = name(channel);
            name.ifPresent(names::add);
            name.map(MirroredAccount::origin).or(() -> otherOrigin(channel)).ifPresent(origins::add);
        }
        return new MirroredAccount(account, base + "/" + account, List.copyOf(names), List.copyOf(origins));
    }

    /** Whether it holds channels that clients mean by {@code defaults}. */
    boolean isOfDefaults() {
        return names.stream().anyMatch(name -> name.startsWith("pkgs/") || NAMES_OF_DEFAULTS.contains(name));
    }

    private static String origin(String name) {
        return (name.startsWith("pkgs/") ? DEFAULTS : COMMUNITY) + "/" + name;
    }

    /** What is written as a name is one; a URL has one if it is below the two places where clients look for names. */
    private static Optional<String> name(ConfiguredChannel channel) {
        String written = channel.written().strip();
        if (Locations.isUrl(written)) {
            URI url = Locations.url(written).url();
            String site = "https://" + url.getHost();
            return site.equals(COMMUNITY) || site.equals(DEFAULTS) ? withoutToken(url.getPath()) : Optional.empty();
        }
        boolean isFolder = Locations.beginsLikeAFolder(written)
                || (written.contains("/") && channel.channel().url().getScheme().equals("file"));
        return isFolder ? Optional.empty() : withoutToken(written);
    }

    private static Optional<String> withoutToken(String path) {
        String name = TOKEN.matcher(path).replaceFirst("").replaceAll("^/+|/+$", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static Optional<String> otherOrigin(ConfiguredChannel channel) {
        String written = channel.written().strip();
        if (!Locations.isUrl(written)) {
            return Optional.empty();
        }
        URI url = Locations.url(written).url();
        return url.getScheme().equals("file")
                ? Optional.empty()
                : Optional.of(Redaction.withoutSecrets(url).replaceFirst("/+$", ""));
    }
}
