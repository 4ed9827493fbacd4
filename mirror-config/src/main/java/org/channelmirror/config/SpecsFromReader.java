package org.channelmirror.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import org.channelmirror.spi.ConfigNode;

/** Reads the files that {@code specs_from} names. */
final class SpecsFromReader {

    private final Path folder;
    private final Values values;
    private final Problems problems;
    private final Warnings warnings;

    SpecsFromReader(Path folder, Values values, Problems problems, Warnings warnings) {
        this.folder = folder;
        this.values = values;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** What the files need together; empty if there are only problems. */
    Optional<NeededPackages> read(Setting setting) {
        NeededPackages needed = new NeededPackages(setting.key(), setting.place());
        int before = problems.count();
        for (Text text : values.filledList(setting, "name an environment.yml or a lock, or remove the key")) {
            Position at = text.position();
            try {
                SpecsFile file = SpecsFile.read(Locations.file(text.value(), folder));
                needed.add(file, new ConfigNode.Place(at.line(), at.column()));
                file.notes().forEach(note -> warnings.add(at, setting.key() + ": " + note));
            } catch (IllegalArgumentException e) {
                problems.add(at, setting.key() + ": " + e.getMessage());
            } catch (AccessDeniedException e) {
                problems.add(at, setting.key() + ": " + text.value() + " may not be read; check its permissions");
            } catch (IOException e) {
                problems.add(at, setting.key() + ": " + text.value() + " cannot be read: " + e.getMessage());
            }
        }
        return problems.count() == before ? Optional.of(needed) : Optional.empty();
    }
}
