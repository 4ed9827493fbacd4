package org.channelmirror.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.channelmirror.spi.KeyedProvider;

/** Which keys there are, and what is said of those that cannot be used. */
final class ConfigKeys {

    static final String CHANNELS = "channels";
    static final String PLATFORMS = "platforms";
    static final String ACCOUNT = "account";
    static final String MIRROR_DIR = "mirror_dir";
    static final String CHANNEL_ALIAS = "channel_alias";
    static final String URL_MAPPING = "url_mapping";
    static final String PROXY_SERVERS = "proxy_servers";
    static final String SSL_VERIFY = "ssl_verify";
    static final String CREDENTIALS = "credentials";
    static final String API_TOKEN = "api_token";
    static final String MAX_PARALLEL = "max_parallel";
    static final String MAX_RETRIES = "max_retries";
    static final String BANDWIDTH_LIMIT = "bandwidth_limit";
    static final String MIN_FREE_SPACE = "min_free_space";
    static final String REMOVED_UPSTREAM = "removed_upstream";
    static final String UNMATCHED = "unmatched";
    static final String REPLACED_UPSTREAM = "replaced_upstream";
    static final String MAX_SHRINK = "max_shrink";
    static final String GRACE_PERIOD = "grace_period";
    static final String CHANNEL_PRIORITY = "channel_priority";
    static final String BEFORE_PUBLISH = "before_publish";
    static final String ON_FINISH = "on_finish";
    static final String VISIBILITY = "visibility";
    static final String SPECS_FROM = "specs_from";
    static final String MIRRORS = "mirrors";
    static final String LOG_LEVEL = "log_level";

    /** What the original tools call the account. */
    static final String DEST_CHANNEL = "dest_channel";

    static final String ACCOUNTS = "accounts";
    static final String ACCOUNT_MAPPING = "account_mapping";
    static final String REMOTE_URL = "remote_url";
    static final String LOG_DIR = "log_dir";

    static final String FETCH_INSTALLERS = "fetch_installers";
    static final String VERIFY_CHECKSUM = "verify_checksum";
    static final String REQUIRE_CLOSED = "require_closed";
    static final String INDEX_FORMATS = "index_formats";

    static final Set<String> BUILT_IN = Set.of(
            CHANNELS,
            PLATFORMS,
            ACCOUNT,
            DEST_CHANNEL,
            MIRROR_DIR,
            CHANNEL_ALIAS,
            URL_MAPPING,
            PROXY_SERVERS,
            SSL_VERIFY,
            CREDENTIALS,
            API_TOKEN,
            MAX_PARALLEL,
            MAX_RETRIES,
            BANDWIDTH_LIMIT,
            MIN_FREE_SPACE,
            REMOVED_UPSTREAM,
            UNMATCHED,
            REPLACED_UPSTREAM,
            MAX_SHRINK,
            GRACE_PERIOD,
            CHANNEL_PRIORITY,
            BEFORE_PUBLISH,
            ON_FINISH,
            VISIBILITY,
            SPECS_FROM,
            MIRRORS,
            LOG_LEVEL,
            LOG_DIR,
            ACCOUNTS,
            ACCOUNT_MAPPING,
            REMOTE_URL,
            FETCH_INSTALLERS,
            VERIFY_CHECKSUM,
            REQUIRE_CLOSED,
            INDEX_FORMATS);

    /** Of such a pair one takes the place of the other. */
    private static final Set<Set<String>> ALTERNATIVES =
            Set.of(Set.of(ACCOUNT, DEST_CHANNEL), Set.of(CHANNELS, ACCOUNTS));

    /** What stands under these is never shown. */
    static final Set<String> SECRET = Set.of(PROXY_SERVERS, CREDENTIALS, API_TOKEN);

    /** Part of the product, but nothing here acts on them: to pass over them in silence would mirror the wrong things. */
    private static final Set<String> NOT_YET = Set.of("cache_size", "installers", "mode", "prefetch", "redirect");

    /** The keys of mirror-filters, which this module does not depend on. */
    private static final Set<String> SHIPPED_FILTERS = Set.of(
            "blacklist",
            "dependencies",
            "exclude",
            "exclude_advisories",
            "exclude_licenses",
            "fields",
            "formats",
            "include",
            "license_blacklist",
            "max_size",
            "min_age",
            "newest",
            "only",
            "only_licenses",
            "package_list",
            "pkg_list",
            "prefer_conda",
            "published_after",
            "published_before",
            "python_versions",
            "track_features",
            "whitelist");

    private static final Map<String, String> MEANINGLESS = Map.of(
            "api_domain", "channels are read by URL and no API is asked; for another server use \"channel_alias\"",
            "access",
                    "packages here have no permissions of their own; the server in front of the mirror decides who reads",
            "dest_site",
                    "a mirror is written to a folder and not uploaded to a site; use \"mirror_dir\" and \"account\"",
            "delta", "no delta repository is needed: every sync transfers only what changed");

    private final FilterRegistry filters;
    private final Problems problems;

    ConfigKeys(FilterRegistry filters, Problems problems) {
        this.filters = filters;
        this.problems = problems;
    }

    /** Whether two keys mean the same. */
    boolean areOne(String key, String other) {
        Optional<KeyedProvider> provider = filters.get(key);
        return key.equals(other)
                || ALTERNATIVES.contains(Set.of(key, other))
                || (provider.isPresent() && provider.equals(filters.get(other)));
    }

    /** Notes what is wrong with a key, if anything; the warnings are for keys without meaning. */
    void check(Setting setting, Warnings warnings) {
        String key = setting.key();
        if (BUILT_IN.contains(key) || filters.has(key)) {
            return;
        }
        String quoted = "\"" + key + "\"";
        String reason = MEANINGLESS.get(key);
        if (reason != null) {
            warnings.add(setting.position(), quoted + " has no effect: " + reason);
        } else if (NOT_YET.contains(key)) {
            problems.add(setting.position(), quoted + " is not supported yet; remove it to go on without");
        } else if (SHIPPED_FILTERS.contains(key)) {
            problems.add(setting.position(), quoted + " needs a filter that is not installed: add mirror-filters");
        } else {
            problems.add(setting.position(), "unknown key " + quoted + suggestion(key));
        }
    }

    private String suggestion(String key) {
        Set<String> known = new TreeSet<>(BUILT_IN);
        known.addAll(filters.keys());
        Set<String> candidates = new TreeSet<>(known);
        candidates.addAll(NOT_YET);
        candidates.addAll(SHIPPED_FILTERS);
        candidates.addAll(MEANINGLESS.keySet());
        Nearest meant = Nearest.to(key, candidates);
        return meant.isLikely()
                ? "; did you mean \"" + meant.word() + "\"?"
                : "; the nearest is \"" + Nearest.to(key, known).word() + "\", all are " + String.join(", ", known);
    }
}
