package org.channelmirror.filters;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.channelmirror.spec.Version;

/**
 * The versions of one package that an advisory is about.
 *
 * @param ranges what lies between versions
 * @param versions versions outside of the ranges
 * @param texts what is listed as a version and is none of conda's
 */
record Affected(List<AffectedRange> ranges, Set<Version> versions, Set<String> texts) {

    /** Keeps of the listed versions only what the ranges do not say already: the usual advisory lists all that are inside. */
    static Affected of(List<AffectedRange> ranges, List<String> listed) {
        Affected inRanges = new Affected(List.copyOf(ranges), Set.of(), Set.of());
        Set<Version> versions = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (String text : listed) {
            Optional<Version> version = Version.tryParse(text);
            if (version.isEmpty()) {
                texts.add(text);
            } else if (!inRanges.includes(version.get())) {
                versions.add(version.get());
            }
        }
        return new Affected(inRanges.ranges(), Set.copyOf(versions), Set.copyOf(texts));
    }

    /** Says whether a version, given as a text and as what it means if it does, is affected. */
    boolean includes(String text, Optional<Version> version) {
        return version.isPresent() ? includes(version.get()) : texts.contains(text);
    }

    private boolean includes(Version version) {
        return versions.contains(version) || ranges.stream().anyMatch(range -> range.includes(version));
    }
}
