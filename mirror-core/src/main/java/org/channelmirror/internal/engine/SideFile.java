package org.channelmirror.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The files beside a subdir's index of which a mirror publishes the part that tells of its packages. */
enum SideFile {
    /** What packages ask of those that are built with them (CEP 12). */
    RUN_EXPORTS("run_exports.json", List.of(TextForm.ZST, TextForm.PLAIN), Map.of()),
    /** What was changed in the records of the index after the packages were built. */
    PATCH_INSTRUCTIONS(
            "patch_instructions.json",
            List.of(TextForm.PLAIN),
            Map.of("remove", Treatment.LISTED_TEXTS, "revoke", Treatment.LISTED_TEXTS)),
    /** The records as they were before that. */
    FROM_PACKAGES(
            "repodata_from_packages.json",
            List.of(TextForm.PLAIN),
            Map.of("removed", Treatment.WITHDRAWN_TEXTS, "signatures", Treatment.DROPPED));

    /** Sections of formats and revisions that are not known yet: what they list would be listed and not be here. */
    private static final Pattern OTHER_PACKAGES = Pattern.compile("packages\\..*|v[0-9]+", Pattern.DOTALL);

    private final String fileName;
    private final List<TextForm> forms;
    private final Map<String, Treatment> treatments;

    SideFile(String fileName, List<TextForm> forms, Map<String, Treatment> treatments) {
        this.fileName = fileName;
        this.forms = forms;
        this.treatments = treatments;
    }

    /** What is done with a member at the top. */
    enum Treatment {
        /** Of its members, those that are named like a package that is listed. */
        LISTED_ENTRIES,
        /** Of its texts, those that name a package that is listed. */
        LISTED_TEXTS,
        /** Of its texts, those that name a package that is kept though upstream withdrew it. */
        WITHDRAWN_TEXTS,
        /** It stays as it is. */
        CARRIED,
        /** It goes. */
        DROPPED
    }

    String fileName() {
        return fileName;
    }

    /** The forms in which it is published, in this order. */
    List<TextForm> forms() {
        return forms;
    }

    Treatment treatment(String member) {
        if (member.equals("packages") || member.equals("packages.conda")) {
            return Treatment.LISTED_ENTRIES;
        }
        Treatment otherwise = OTHER_PACKAGES.matcher(member).matches() ? Treatment.DROPPED : Treatment.CARRIED;
        return treatments.getOrDefault(member, otherwise);
    }

    /** What belongs to an archive of the old format tells of the one of the same package in the new format, too. */
    boolean tellsOfTwins() {
        return this == PATCH_INSTRUCTIONS;
    }
}
