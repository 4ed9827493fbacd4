package org.channelmirror.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.model.Digest;
import org.channelmirror.spec.MatchSpec;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;

/**
 * Reads what is YAML of the files that say what an environment needs, told apart by their long list: {@code dependencies} of an
 * {@code environment.yml}, {@code package} of a conda-lock file, {@code packages} of a {@code pixi.lock}.
 */
final class YamlSpecs {

    private static final Set<String> CONDA_LOCK_VERSIONS = Set.of("1");
    private static final Set<String> PIXI_LOCK_VERSIONS = Set.of("4", "5", "6");
    private static final Pattern WITH_CHANNEL = Pattern.compile("([^\\[\\s]*)::(.*)", Pattern.DOTALL);

    private final String name;
    private final List<MatchSpec> specs = new ArrayList<>();
    private final List<NeededFile> files = new ArrayList<>();
    private String version = "";
    private Set<String> versions = Set.of();
    private long fromPyPi;
    private long withChannel;

    YamlSpecs(String name) {
        this.name = name;
    }

    SpecsFile read(Digest digest, String text) {
        try {
            read(new YamlPieces(text));
        } catch (YAMLException e) {
            throw new IllegalArgumentException(name + ":" + YamlPieces.problem(e, text), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ":" + e.getMessage(), e);
        }
        if (!versions.isEmpty() && !versions.contains(version)) {
            throw new IllegalArgumentException(name + " is of version \"" + version + "\"; what can be read is "
                    + String.join(", ", versions.stream().sorted().toList()));
        }
        return new SpecsFile(name, digest, specs, files, notes());
    }

    private void read(YamlPieces pieces) {
        boolean known = false;
        if (pieces.is(Event.ID.MappingStart)) {
            for (pieces.take(); !pieces.is(Event.ID.MappingEnd); ) {
                String key = pieces.key();
                if (key.equals("version")) {
                    version = pieces.value() instanceof Text text ? text.value() : "";
                } else if (pieces.is(Event.ID.SequenceStart) && isList(key)) {
                    known = true;
                    for (pieces.take(); !pieces.is(Event.ID.SequenceEnd); ) {
                        Position at = pieces.position();
                        item(key, at, pieces.value());
                    }
                    pieces.take();
                } else {
                    pieces.skip();
                }
            }
        }
        if (!known) {
            throw new IllegalArgumentException(
                    " expected an environment.yml, a list of URLs under @EXPLICIT, a conda-lock file or a pixi.lock");
        }
    }

    private boolean isList(String key) {
        switch (key) {
            case "dependencies" -> {
                return true;
            }
            case "package" -> versions = CONDA_LOCK_VERSIONS;
            case "packages" -> versions = PIXI_LOCK_VERSIONS;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void item(String key, Position at, Object item) {
        if (key.equals("dependencies")) {
            dependency(at, item);
        } else if (item instanceof Map<?, ?> locked) {
            locked(at, locked);
        } else {
            throw YamlPieces.at(at, "expected the fields of a package");
        }
    }

    private void dependency(Position at, Object item) {
        if (item instanceof Text text) {
            Matcher matcher = WITH_CHANNEL.matcher(text.value());
            withChannel += matcher.matches() ? 1 : 0;
            try {
                specs.add(MatchSpec.parse(matcher.matches() ? matcher.group(2) : text.value()));
            } catch (IllegalArgumentException e) {
                throw YamlPieces.at(at, String.valueOf(e.getMessage()));
            }
        } else if (item instanceof Map<?, ?> map && map.keySet().equals(Set.of("pip"))) {
            fromPyPi += map.get("pip") instanceof List<?> list ? list.size() : 1;
        } else {
            throw YamlPieces.at(at, "expected a match spec such as \"numpy >=1.26\"");
        }
    }

    private void locked(Position at, Map<?, ?> item) {
        Optional<String> url = text(item, "conda").or(() -> isConda(item) ? text(item, "url") : Optional.empty());
        if (url.isEmpty()) {
            fromPyPi++;
            return;
        }
        Map<?, ?> hashes = item.get("hash") instanceof Map<?, ?> nested ? nested : item;
        try {
            files.add(NeededFile.of(
                    url.get(),
                    text(hashes, "sha256").map(Digest::sha256),
                    text(hashes, "md5").map(Digest::md5)));
        } catch (IllegalArgumentException e) {
            throw YamlPieces.at(at, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isConda(Map<?, ?> item) {
        return text(item, "manager").or(() -> text(item, "kind")).equals(Optional.of("conda"));
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        @Nullable Object value = map.get(key);
        return value instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (fromPyPi > 0) {
            notes.add(name + " also asks for packages that are not conda's (" + fromPyPi + ", from PyPI or sources);"
                    + " they are not mirrored");
        }
        if (withChannel > 0) {
            notes.add(name + " names channels for packages (" + withChannel
                    + "); they are taken from the channels of this configuration");
        }
        return notes;
    }
}
