package org.channelmirror.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.channelmirror.api.Credential;
import org.channelmirror.model.Channel;

/**
 * Finds the channel that a text means. Immutable and thread-safe.
 *
 * <ul>
 *   <li>A URL ({@code https}, {@code http} or {@code file}) is taken as it is.
 *   <li>What begins like a path ({@code /}, {@code ./}, {@code ../}, a drive) is a folder, relative to the working directory.
 *   <li>A name such as {@code conda-forge}, {@code pkgs/main} or {@code conda-forge/label/dev} is appended to the alias; but a
 *       name with a slash, other than that of a label, is a folder if there is one of that name.
 * </ul>
 *
 * The URL mapping is then applied to the URL that came out: the longest prefix that ends with a segment of the path wins. A URL
 * that is mapped loses its user, password and token, which belong to the original host; the target has its own.
 */
public final class ChannelResolver {

    /** What a bare name is appended to where nothing else is said. */
    public static final Channel DEFAULT_ALIAS = new Channel(URI.create("https://conda.anaconda.org/"));

    private static final Pattern NAME = Pattern.compile("[\\w+-][\\w.+-]*(?:/[\\w+-][\\w.+-]*)*/?");
    private static final Pattern LABEL = Pattern.compile("[^/]+/label/[^/]+/?");

    private final Channel alias;
    private final Optional<Credential.CondaToken> token;
    private final UrlMapping mapping;
    private final Path workingDirectory;

    /**
     * With a token, which goes to the alias and to what is below it, as long as nothing is mapped elsewhere.
     */
    ChannelResolver(Channel alias, Optional<Credential.CondaToken> token, UrlMapping mapping, Path workingDirectory) {
        this.alias = alias;
        this.token = token;
        this.mapping = mapping;
        this.workingDirectory = Objects.requireNonNull(workingDirectory, "workingDirectory");
    }

    /**
     * A resolver with the default alias and no mapping.
     *
     * @param workingDirectory what relative paths are relative to
     */
    public ChannelResolver(Path workingDirectory) {
        this(DEFAULT_ALIAS, Optional.empty(), new UrlMapping(List.of()), workingDirectory);
    }

    /**
     * A resolver with every setting.
     *
     * @param alias the URL that a bare name is appended to
     * @param urlMapping URL prefixes and what replaces them, a URL or a folder
     * @param workingDirectory what relative paths are relative to
     * @throws IllegalArgumentException if a text is not what it should be
     */
    public ChannelResolver(String alias, Map<String, String> urlMapping, Path workingDirectory) {
        this(
                Locations.url(alias),
                Optional.empty(),
                new UrlMapping(urlMapping.entrySet().stream()
                        .map(entry -> new UrlMapping.Rule(
                                Locations.url(entry.getKey()),
                                Locations.urlOrFolder(entry.getValue(), workingDirectory)))
                        .toList()),
                workingDirectory);
    }

    /**
     * The channel that a text means. Looks at the file system for a name with a slash only, and never at the network.
     *
     * @param text a URL, a folder's path or a name
     * @return the channel, after the mapping
     * @throws IllegalArgumentException if it is none of them; the message is redacted
     */
    public Channel resolve(String text) {
        return configured(text).channel();
    }

    /** The same, with what the channel is before the mapping. */
    ConfiguredChannel configured(String text) {
        Channel origin = withToken(unmapped(text.strip()));
        return new ConfiguredChannel(text, origin, mapping.apply(origin));
    }

    private Channel withToken(Channel channel) {
        String url = channel.url().toString();
        String prefix = alias.url().toString();
        if (token.isEmpty() || !url.startsWith("http") || !url.startsWith(prefix) || url.contains("/t/")) {
            return channel;
        }
        return new Channel(URI.create(prefix + "t/" + token.get().token() + "/" + url.substring(prefix.length())));
    }

    private Channel unmapped(String text) {
        if (Locations.isUrl(text) || Locations.beginsLikeAFolder(text)) {
            return Locations.urlOrFolder(text, workingDirectory);
        }
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + Secrets.redact(text)
                    + "\" is not a channel: expected a URL, a name such as conda-forge, or a folder such as ./folder");
        }
        boolean mayBeAFolder = text.contains("/") && !LABEL.matcher(text).matches();
        if (mayBeAFolder && Files.isDirectory(Locations.folder(text, workingDirectory))) {
            return Locations.urlOrFolder(text, workingDirectory);
        }
        return new Channel(URI.create(alias.url() + text));
    }
}
