package org.channelmirror.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.channelmirror.model.PackageRecord;
import org.channelmirror.spec.ChannelName;
import org.channelmirror.spec.MatchSpec;
import org.channelmirror.spec.RecordCandidate;
import org.channelmirror.spi.ConfigNode;
import org.channelmirror.spi.Decision;
import org.channelmirror.spi.PackageFilter;
import org.jspecify.annotations.Nullable;

/**
 * The closed list that files make up: a package is on it if one of them needs it. What an {@code environment.yml} says of one name
 * must hold together; a lock names files, each with its checksum where the lock has one. Immutable and thread-safe.
 */
final class NeededPackages implements PackageFilter {

    private final Map<String, List<Need>> byName = new HashMap<>();
    private final List<Need> byGlob = new ArrayList<>();
    private final List<String> descriptions = new ArrayList<>();
    private final Decision otherwise;
    private final String key;

    NeededPackages(String key, ConfigNode.Place place) {
        this.key = key;
        this.otherwise = Decision.reject("not in " + key).at(place);
    }

    /** What one file says of one name. */
    private interface Need {

        /** Null if it says nothing of the package. */
        @Nullable
        Decision test(PackageRecord record);
    }

    /** Adds what a file needs; the place is where the configuration names it. */
    void add(SpecsFile file, ConfigNode.Place place) {
        descriptions.add(file.name() + " " + file.digest());
        Map<String, List<MatchSpec>> named = new LinkedHashMap<>();
        for (MatchSpec spec : file.specs()) {
            if (spec.name().isPresent()) {
                named.computeIfAbsent(spec.name().get(), name -> new ArrayList<>())
                        .add(spec);
            } else {
                byGlob.add(new Specs(List.of(spec), say(spec.toString(), file, place), null));
            }
        }
        named.forEach((name, specs) -> add(name, specs(specs, file, place)));
        Map<String, Map<String, List<NeededFile>>> locked = new LinkedHashMap<>();
        for (NeededFile needed : file.files()) {
            locked.computeIfAbsent(needed.name(), name -> new HashMap<>())
                    .computeIfAbsent(needed.file().value(), value -> new ArrayList<>())
                    .add(needed);
        }
        Decision accept = Decision.accept(key + ": " + file.name()).at(place);
        Decision other = Decision.ruleOut(key + ": " + file.name() + " has another file of this package")
                .at(place);
        Decision bytes = Decision.ruleOut(key + ": " + file.name() + " has another content of this file")
                .at(place);
        locked.forEach((name, files) -> add(name, new Files(files, accept, other, bytes)));
    }

    private void add(String name, Need need) {
        byName.computeIfAbsent(name, any -> new ArrayList<>()).add(need);
    }

    private Specs specs(List<MatchSpec> specs, SpecsFile file, ConfigNode.Place place) {
        String text =
                String.join(" and ", specs.stream().map(MatchSpec::toString).toList());
        return new Specs(
                specs,
                say(text, file, place),
                Decision.ruleOut(key + ": not " + text + " (" + file.name() + ")")
                        .at(place));
    }

    private Decision say(String text, SpecsFile file, ConfigNode.Place place) {
        return Decision.accept(key + ": " + text + " (" + file.name() + ")").at(place);
    }

    /** What it is made of; another content of a file is another text. */
    String description() {
        return String.join(", ", descriptions);
    }

    @Override
    public Decision test(PackageRecord record, Instant now) {
        Decision strongest = null;
        for (Need need : byName.getOrDefault(record.name().toLowerCase(Locale.ROOT), List.of())) {
            Decision decision = need.test(record);
            if (decision != null && decision.isAccepted()) {
                return decision;
            }
            strongest = strongest == null ? decision : strongest;
        }
        for (Need need : byGlob) {
            Decision decision = need.test(record);
            if (decision != null) {
                return decision;
            }
        }
        return strongest == null ? otherwise : strongest;
    }

    /** Specs that must hold together. */
    private record Specs(
            List<MatchSpec> specs,
            Decision accept,
            @Nullable Decision otherwise) implements Need {

        @Override
        public @Nullable Decision test(PackageRecord record) {
            RecordCandidate candidate = record.channel()
                    .map(channel -> RecordCandidate.of(record, ChannelName.of(channel)))
                    .orElseGet(() -> RecordCandidate.of(record));
            return specs.stream().allMatch(spec -> spec.matches(candidate)) ? accept : otherwise;
        }
    }

    /** The files of one name. */
    private record Files(Map<String, List<NeededFile>> files, Decision accept, Decision otherFile, Decision otherBytes)
            implements Need {

        @Override
        public Decision test(PackageRecord record) {
            boolean found = false;
            for (NeededFile file : files.getOrDefault(record.file().value(), List.of())) {
                if (file.isIn(record.subdir())) {
                    if (file.hasContentOf(record)) {
                        return accept;
                    }
                    found = true;
                }
            }
            return found ? otherBytes : otherFile;
        }
    }
}
