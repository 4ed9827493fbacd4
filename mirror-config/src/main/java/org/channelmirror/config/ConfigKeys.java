package org.channelmirror.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which keys there are, and what is said of those that cannot be used. */
final class ConfigKeys {

    static final String CHANNELS = "channels";
    static final String PLATFORMS = "platforms";
    static final String ACCOUNT = "account";
    static final String MIRROR_DIR = "mirror_dir";
    static final String CHANNEL_ALIAS = "channel_alias";
    static final String URL_MAPPING = "url_mapping";
    static final String MAX_PARALLEL = "max_parallel";
    static final String MAX_RETRIES = "max_retries";
    static final String REMOVED_UPSTREAM = "removed_upstream";
    static final String UNMATCHED = "unmatched";
    static final String REPLACED_UPSTREAM = "replaced_upstream";
    static final String REQUIRE_CLOSED = "require_closed";

    static final Set<String> BUILT_IN = Set.of(
            CHANNELS,
            PLATFORMS,
            ACCOUNT,
            MIRROR_DIR,
            CHANNEL_ALIAS,
            URL_MAPPING,
            MAX_PARALLEL,
            MAX_RETRIES,
            REMOVED_UPSTREAM,
            UNMATCHED,
            REPLACED_UPSTREAM,
            REQUIRE_CLOSED);

    /** Part of the product, but nothing here acts on them: to pass over them in silence would mirror the wrong things. */
    private static final Set<String> NOT_YET = Set.of(
            "accounts",
            "account_mapping",
            "api_token",
            "bandwidth_limit",
            "before_publish",
            "cache_size",
            "channel_priority",
            "credentials",
            "dest_channel",
            "exclude_advisories",
            "exclude_licenses",
            "fetch_installers",
            "fields",
            "formats",
            "grace_period",
            "index_formats",
            "installers",
            "license_blacklist",
            "log_dir",
            "log_level",
            "max_shrink",
            "max_size",
            "min_age",
            "min_free_space",
            "mirrors",
            "mode",
            "on_finish",
            "only_licenses",
            "prefetch",
            "proxy_servers",
            "published_after",
            "published_before",
            "python_versions",
            "redirect",
            "remote_url",
            "specs_from",
            "ssl_verify",
            "track_features",
            "verify_checksum",
            "visibility");

    private static final Set<String> SHIPPED_FILTERS = Set.of(
            "only",
            "pkg_list",
            "package_list",
            "exclude",
            "blacklist",
            "include",
            "whitelist",
            "newest",
            "dependencies",
            "prefer_conda");

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
        candidates.addAll(MEANINGLESS.keySet());
        Nearest nearest = Nearest.to(key, candidates);
        return nearest.isLikely()
                ? "; did you mean \"" + nearest.word() + "\"?"
                : "; the nearest is \"" + nearest.word() + "\", all are " + String.join(", ", known);
    }
}
