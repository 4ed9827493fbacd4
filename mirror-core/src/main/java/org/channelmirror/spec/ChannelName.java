package org.channelmirror.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.model.Channel;

/**
 * A channel as match specs compare it: by its name, such as {@code conda-forge}, and its URL. Names belong to conda's own places:
 * {@code defaults} and what begins with {@code pkgs/} to Anaconda's repository, all others to {@code https://conda.anaconda.org}.
 * The name of a channel of another place is the path of its URL, so that a mirror's {@code https://mirror/conda-forge} is found as
 * {@code conda-forge} too. Holds no user, password or token. Immutable and thread-safe.
 */
public final class ChannelName {

    private static final String ALIAS = "https://conda.anaconda.org/";
    private static final String PKGS_HOME = "https://repo.anaconda.com/";
    private static final String DEFAULTS = "defaults";
    private static final Set<String> MEMBERS_OF_DEFAULTS = Set.of("pkgs/main", "pkgs/r", "pkgs/msys2");

    private final String url;
    private final String name;
    private final String canonical;
    private final boolean named;

    private ChannelName(String url, String name, String canonical, boolean named) {
        this.url = url;
        this.name = name;
        this.canonical = canonical;
        this.named = named;
    }

    /**
     * Reads a channel's name, URL or absolute path.
     *
     * @param text such as {@code conda-forge}, {@code conda-forge/label/dev} or a URL; a subdir at its end is not a part of it
     * @return the channel
     * @throws IllegalArgumentException if it is empty
     */
    public static ChannelName parse(String text) {
        String given = Urls.decoded(Urls.withoutSecrets(text.startsWith("/") ? "file://" + text : text))
                .strip();
        String whole = Urls.withoutFinalSlashes(given);
        String subdir = KnownSubdirs.endOf(whole);
        String channel = Urls.withoutFinalSlashes(whole.substring(0, whole.length() - subdir.length()));
        if (channel.isEmpty()) {
            throw new IllegalArgumentException("a channel's name is empty");
        }
        return Urls.isUrl(channel) ? ofUrl(channel) : ofName(channel);
    }

    /**
     * The name of an upstream channel.
     *
     * @param channel where it is
     * @return its name and URL, without credentials
     */
    public static ChannelName of(Channel channel) {
        return parse(channel.url().toString());
    }

    private static ChannelName ofName(String name) {
        String url = name.equals(DEFAULTS) ? "" : (name.startsWith("pkgs/") ? PKGS_HOME : ALIAS) + name;
        return new ChannelName(url, name, MEMBERS_OF_DEFAULTS.contains(name) ? DEFAULTS : name, true);
    }

    private static ChannelName ofUrl(String url) {
        if (url.toLowerCase(Locale.ROOT).startsWith(ALIAS)) {
            return ofName(url.substring(ALIAS.length()));
        }
        String path = Urls.path(url);
        String name = path;
        if (Urls.isFile(url)) {
            name = path.substring(path.lastIndexOf('/') + 1);
        } else if (path.startsWith("conda/")) {
            // Anaconda's own servers, and mirrors by this project, have channels below /conda/.
            name = path.substring("conda/".length());
        }
        return new ChannelName(url, name, MEMBERS_OF_DEFAULTS.contains(name) ? DEFAULTS : url, false);
    }

    /**
     * The channel's URL.
     *
     * @return the URL without a trailing slash and without credentials; empty for {@code defaults}, which has several
     */
    public Optional<String> url() {
        return url.isEmpty() ? Optional.empty() : Optional.of(url);
    }

    /** Says whether a package's channel is the one that a spec names by this. */
    boolean includes(ChannelName other) {
        return named
                ? canonical.equalsIgnoreCase(other.name) || canonical.equalsIgnoreCase(other.canonical)
                : url.equalsIgnoreCase(other.url);
    }

    boolean isMatchedBy(TextPattern pattern) {
        return pattern.matches(canonical) || pattern.matches(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelName channel && url.equals(channel.url) && name.equals(channel.name);
    }

    @Override
    public int hashCode() {
        return 31 * url.hashCode() + name.hashCode();
    }

    /** What conda calls the channel: its name where it has one, else its URL. */
    @Override
    public String toString() {
        return named ? canonical : url;
    }
}
