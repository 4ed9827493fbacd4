package org.channelmirror.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.model.AccountName;

/**
 * What a client has to be told to take packages from a mirror and from nowhere else: the channels that it asks without being told, the
 * names and URLs that people write, and {@code defaults}. Immutable.
 */
public final class ClientConfiguration {

    private static final Pattern TOKEN = Pattern.compile("/t/[^/]+(/.*)?");

    private final ClientKind kind;
    private final String base;
    private final List<MirroredAccount> accounts;

    private ClientConfiguration(ClientKind kind, String base, List<MirroredAccount> accounts) {
        this.kind = kind;
        this.base = base;
        this.accounts = List.copyOf(accounts);
    }

    /**
     * Makes one.
     *
     * @param kind the client
     * @param url where clients find the mirror's accounts: the URL of a server that serves its {@code conda} folder, or of that
     *     folder
     * @param mirrors the accounts that clients are to use, the first with the highest priority, each with what fills it
     * @return what the client has to be told
     * @throws IllegalArgumentException if the URL is none, has credentials in it, or is one that this client cannot use
     */
    public static ClientConfiguration of(ClientKind kind, String url, Map<AccountName, MirrorDefinition> mirrors) {
        URI base = Locations.url(url).url();
        if (base.getRawUserInfo() != null || TOKEN.matcher(base.getRawPath()).matches()) {
            throw new IllegalArgumentException("\"" + Secrets.redact(url) + "\" has credentials in it, which a file for"
                    + " many people must not have; each client has a place for its own");
        }
        if (kind == ClientKind.PIXI && base.getScheme().equals("file")) {
            throw new IllegalArgumentException(
                    "pixi takes only a server for a mirror, not a folder; give the URL of one that serves the mirror's"
                            + " \"conda\" folder");
        }
        String text = base.toString().replaceFirst("/+$", "");
        List<MirroredAccount> accounts = new ArrayList<>();
        mirrors.forEach((account, definition) -> accounts.add(MirroredAccount.of(account, text, definition)));
        return new ClientConfiguration(kind, text, accounts);
    }

    /**
     * Where clients find the mirror's accounts.
     *
     * @return the URL without a trailing slash
     */
    public String url() {
        return base;
    }

    /**
     * The accounts that clients are to use.
     *
     * @return the accounts in the order of their priority
     */
    public List<MirroredAccount> accounts() {
        return accounts;
    }

    /**
     * What a person should know.
     *
     * @return the warnings
     */
    public List<MirrorWarning> warnings() {
        if (kind != ClientKind.CONDA) {
            return List.of();
        }
        List<MirrorWarning> warnings = new ArrayList<>();
        renamed()
                .forEach((name, urls) -> warnings.add(new MirrorWarning(
                        name,
                        "it is in an account of another name: clients that ask for it by its name get it, those that ask by its"
                                + " URL get an error; an account named \"" + name + "\" serves both")));
        return warnings;
    }

    /**
     * The configuration.
     *
     * @return the text of a file, YAML or TOML
     */
    public String text() {
        return kind == ClientKind.PIXI ? toml() : yaml();
    }

    private String yaml() {
        StringBuilder text = new StringBuilder("# Packages from this mirror and from nowhere else: for ");
        text.append(kind.name().toLowerCase(Locale.ROOT)).append(", as ~/.condarc\n");
        list(text, "channels", urls());
        list(text, "default_channels", defaults());
        text.append("channel_alias: ").append(quoted(base)).append('\n');
        if (!renamed().isEmpty()) {
            text.append("custom_multichannels:\n");
            renamed().forEach((name, urls) -> {
                text.append("  ").append(quoted(name)).append(":\n");
                urls.forEach(url -> text.append("    - ").append(quoted(url)).append('\n'));
            });
        }
        if (kind == ClientKind.CONDA) {
            // A URL of the public servers is taken for a name below channel_alias; what is not on the list is refused.
            list(text, "migrated_channel_aliases", List.of(MirroredAccount.COMMUNITY, MirroredAccount.DEFAULTS));
            list(text, "allowlist_channels", urls());
            text.append("report_errors: false\n");
        }
        return text.toString();
    }

    private static void list(StringBuilder text, String key, List<String> values) {
        text.append(key).append(":\n");
        values.forEach(value -> text.append("  - ").append(quoted(value)).append('\n'));
    }

    private String toml() {
        Map<String, List<String>> mirrors = new TreeMap<>();
        for (MirroredAccount account : accounts) {
            account.origins()
                    .forEach(origin -> mirrors.computeIfAbsent(origin, key -> new ArrayList<>())
                            .add(account.url()));
        }
        // Of several that fit pixi takes the longest.
        mirrors.putIfAbsent(MirroredAccount.COMMUNITY, List.of(base));
        mirrors.putIfAbsent(MirroredAccount.DEFAULTS, List.of(base));
        StringBuilder text = new StringBuilder(
                "# Packages from this mirror and from nowhere else: for pixi, as ~/.pixi/config.toml\n");
        text.append("default-channels = ").append(array(urls())).append("\n\n[mirrors]\n");
        mirrors.forEach((origin, urls) ->
                text.append(quoted(origin)).append(" = ").append(array(urls)).append('\n'));
        return text.toString();
    }

    private static String array(List<String> values) {
        return values.stream().map(ClientConfiguration::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private List<String> urls() {
        return accounts.stream().map(MirroredAccount::url).toList();
    }

    /** What {@code defaults} stands for: the accounts with its channels, else all, so that it is never upstream's. */
    private List<String> defaults() {
        List<String> defaults = accounts.stream()
                .filter(MirroredAccount::isOfDefaults)
                .map(MirroredAccount::url)
                .toList();
        return defaults.isEmpty() ? urls() : defaults;
    }

    /** Names that are not found below the alias, as their account has another name. */
    private Map<String, List<String>> renamed() {
        Map<String, List<String>> renamed = new TreeMap<>();
        for (MirroredAccount account : accounts) {
            for (String name : account.names()) {
                if (accounts.stream().noneMatch(each -> each.account().value().equals(name))) {
                    renamed.computeIfAbsent(name, key -> new ArrayList<>()).add(account.url());
                }
            }
        }
        return renamed;
    }

    /** In double quotes YAML and TOML have the same escapes. */
    private static String quoted(String text) {
        return '"' + Objects.requireNonNull(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return text();
    }
}
