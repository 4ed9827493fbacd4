package org.channelmirror.config;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The fields that records of packages usually have. */
final class RecordFields {

    /** The key that fields are named under. */
    static final String KEY = "fields";

    private static final Set<String> USUAL = new TreeSet<>(Set.of(
            "app_cli_opts",
            "app_entry",
            "app_own_environment",
            "app_type",
            "arch",
            "binstar",
            "build",
            "build_number",
            "channel",
            "constrains",
            "date",
            "depends",
            "extra_depends",
            "features",
            "flags",
            "fn",
            "has_prefix",
            "icon",
            "indexed_timestamp",
            "legacy_bz2_md5",
            "legacy_bz2_size",
            "license",
            "license_family",
            "license_url",
            "machine",
            "md5",
            "md5_in",
            "name",
            "namespace",
            "namespace_in_name",
            "noarch",
            "operatingsystem",
            "platform",
            "preferred_env",
            "purls",
            "python_site_packages_path",
            "requires",
            "run_exports",
            "sha256",
            "sha256_in",
            "size",
            "subdir",
            "summary",
            "timestamp",
            "track_features",
            "type",
            "url",
            "version"));

    private RecordFields() {}

    /** The usual field that somebody may have meant who wrote a word that is none. */
    static Optional<String> meantBy(String written) {
        if (USUAL.contains(written)) {
            return Optional.empty();
        }
        Nearest nearest = Nearest.to(written, USUAL);
        return nearest.isLikely() ? Optional.of(nearest.word()) : Optional.empty();
    }
}
