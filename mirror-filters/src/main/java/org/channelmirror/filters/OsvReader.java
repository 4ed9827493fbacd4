package org.channelmirror.filters;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.channelmirror.filters.AffectedRange.Kind;
import org.channelmirror.filters.AffectedRange.Mark;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads advisories in the OSV format, one file at a time. Members that do not matter here may be anything. */
final class OsvReader {

    private static final Set<String> ECOSYSTEMS = Set.of("conda", "conda-forge", "pypi");
    private static final Set<String> RANGE_TYPES = Set.of("ecosystem", "semver");
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final JsonParser parser;
    private final Target target;

    private OsvReader(JsonParser parser, Target target) {
        this.parser = parser;
        this.target = target;
    }

    /** Takes what an advisory says of one package. */
    interface Target {
        void add(String advisory, String name, Affected affected);
    }

    /** Each of these collects the members of one object, whatever their order. */
    private static final class Advisory {
        private String id = "";
        private boolean isWithdrawn;
        private final List<AffectedPackage> packages = new ArrayList<>();
    }

    private static final class AffectedPackage {
        private String ecosystem = "";
        private String name = "";
        private final List<String> versions = new ArrayList<>();
        private final List<AffectedRange> ranges = new ArrayList<>();
    }

    private static final class Range {
        private String type = "";
        private final List<Mark> marks = new ArrayList<>();
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is not what it should be
     */
    static void read(Path file, Target target) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            new OsvReader(parser, target).file();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "it is not JSON: " + Shown.of(e.getOriginalMessage()) + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        }
    }

    private void file() {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            objects(this::advisory);
        } else if (first == JsonToken.START_OBJECT) {
            advisory();
        } else {
            throw new IllegalArgumentException("it has neither an advisory nor a list of advisories");
        }
    }

    private void advisory() {
        Advisory advisory = new Advisory();
        members(member -> {
            switch (member) {
                case "id" -> advisory.id = text();
                case "withdrawn" -> advisory.isWithdrawn = parser.currentToken() != JsonToken.VALUE_NULL;
                case "affected" -> objects(() -> advisory.packages.add(affected()));
                default -> {}
            }
        });
        if (advisory.id.isBlank()) {
            throw new IllegalArgumentException("an advisory in it has no \"id\", so it is not in the OSV format");
        }
        for (AffectedPackage affected : advisory.isWithdrawn ? List.<AffectedPackage>of() : advisory.packages) {
            // An ecosystem may have a release behind a colon.
            String ecosystem = affected.ecosystem.toLowerCase(Locale.ROOT).replaceFirst(":.*", "");
            if (ECOSYSTEMS.contains(ecosystem) && !affected.name.isBlank()) {
                target.add(advisory.id, affected.name, Affected.of(affected.ranges, affected.versions));
            }
        }
    }

    private AffectedPackage affected() {
        AffectedPackage affected = new AffectedPackage();
        members(member -> {
            switch (member) {
                case "package" -> packageOf(affected);
                case "versions" -> items(() -> affected.versions.add(text()));
                case "ranges" -> objects(() -> range().ifPresent(affected.ranges::add));
                default -> {}
            }
        });
        return affected;
    }

    private void packageOf(AffectedPackage affected) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            members(member -> {
                switch (member) {
                    case "ecosystem" -> affected.ecosystem = text();
                    case "name" -> affected.name = text();
                    default -> {}
                }
            });
        }
    }

    private Optional<AffectedRange> range() {
        Range range = new Range();
        members(member -> {
            switch (member) {
                case "type" -> range.type = text().toLowerCase(Locale.ROOT);
                case "events" -> objects(() -> members(event -> event(event, range.marks)));
                default -> {}
            }
        });
        return RANGE_TYPES.contains(range.type) ? Optional.of(AffectedRange.of(range.marks)) : Optional.empty();
    }

    private void event(String kind, List<Mark> marks) {
        switch (kind) {
            case "introduced" -> marks.add(new Mark(Kind.INTRODUCED, text()));
            case "fixed", "limit" -> marks.add(new Mark(Kind.FIXED, text()));
            case "last_affected" -> marks.add(new Mark(Kind.LAST_AFFECTED, text()));
            default -> {}
        }
    }

    /** Calls back at each member's value; what is not read of it is skipped. */
    private void members(Consumer<String> each) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            each.accept(name);
            parser.skipChildren();
        }
    }

    /** Calls back at each item, if the value is a list. */
    private void items(Runnable each) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                each.run();
                parser.skipChildren();
            }
        }
    }

    /** Calls back at each object in a list. */
    private void objects(Runnable each) {
        items(() -> {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                each.run();
            }
        });
    }

    /** The value's text; empty if it is no string. */
    private String text() {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
    }
}
