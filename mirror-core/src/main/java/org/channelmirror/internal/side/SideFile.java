package org.channelmirror.internal.side;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.channelmirror.internal.index.TextForm;

/** The files beside a subdir's index of which a mirror publishes the part that tells of its packages. */
public enum SideFile {
    /** What packages ask of those that are built with them (CEP 12). */
    RUN_EXPORTS("run_exports.json"),
    /** What was changed in the records of the index after the packages were built. */
    PATCH_INSTRUCTIONS("patch_instructions.json"),
    /** The records as they were before that. */
    FROM_PACKAGES("repodata_from_packages.json");

    /** Sections of formats and revisions that are not known yet: what they list would be listed and not be here. */
    private static final Pattern OTHER_PACKAGES = Pattern.compile("packages\\..*|v[0-9]+", Pattern.DOTALL);

    private final String fileName;

    SideFile(String fileName) {
        this.fileName = fileName;
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

    public String fileName() {
        return fileName;
    }

    /** The one that is found under a name, in whatever form. */
    public static Optional<SideFile> of(String fileName) {
        return Stream.of(values())
                .filter(side -> TextForm.SMALLEST_FIRST.stream()
                        .anyMatch(form -> form.of(side.fileName).equals(fileName)))
                .findFirst();
    }

    /** The forms in which it is published, in this order. */
    public List<TextForm> forms() {
        return this == RUN_EXPORTS ? TextForm.SMALLEST_FIRST : List.of(TextForm.PLAIN);
    }

    Treatment treatment(String member) {
        return switch (member) {
            case "packages", "packages.conda" -> Treatment.LISTED_ENTRIES;
            case "remove", "revoke" -> this == PATCH_INSTRUCTIONS ? Treatment.LISTED_TEXTS : Treatment.CARRIED;
            case "removed" -> this == FROM_PACKAGES ? Treatment.WITHDRAWN_TEXTS : Treatment.CARRIED;
            case "signatures" -> this == FROM_PACKAGES ? Treatment.DROPPED : Treatment.CARRIED;
            default -> OTHER_PACKAGES.matcher(member).matches() ? Treatment.DROPPED : Treatment.CARRIED;
        };
    }

    /** What belongs to an archive of the old format tells of the one of the same package in the new format, too. */
    boolean tellsOfTwins() {
        return this == PATCH_INSTRUCTIONS;
    }
}
