package org.channelmirror.cli;

import java.util.Locale;
import java.util.stream.Collectors;
import org.channelmirror.api.BrokenDependency;
import org.channelmirror.api.ClosureRequirement;
import org.channelmirror.api.DependencyCheck;
import org.channelmirror.api.UninstallableNames;
import tools.jackson.core.JsonGenerator;

/** What plans and reports say of what selected packages need and miss. */
final class DependencyLines {

    private static final int SHOWN = 10;

    private DependencyLines() {}

    static void print(Page page, DependencyCheck check) {
        boolean isOld = check.status() == DependencyCheck.Status.UNCHANGED;
        if (check.count() > 0) {
            printMissing(page, check, isOld);
        }
        if (check.uninstallable().count() > 0) {
            print(page, check.uninstallable(), isOld);
        }
    }

    private static void printMissing(Page page, DependencyCheck check, boolean isOld) {
        String names =
                "selected packages need " + Units.count(check.count(), "name") + " that no selected package provides";
        page.line(names + (isOld ? ", as at the last sync:" : ":"));
        check.broken().stream().limit(SHOWN).forEach(each -> page.line("  " + text(each)));
        if (check.count() > SHOWN) {
            page.line("  and " + (check.count() - SHOWN) + " more, which --json names");
        }
    }

    private static void print(Page page, UninstallableNames lost, boolean isOld) {
        String names = lost.names().stream().limit(SHOWN).collect(Collectors.joining(", "));
        page.line(Units.count(lost.count(), "selected name") + " cannot be installed"
                + (isOld ? ", as at the last sync: " : ": ") + names
                + (lost.count() > SHOWN ? " and " + (lost.count() - SHOWN) + " more, which --json names" : ""));
    }

    private static String text(BrokenDependency broken) {
        return broken.name() + ", needed by " + Units.count(broken.packages(), "package") + " (\"" + broken.spec()
                + "\"): " + broken.reason();
    }

    static void write(JsonGenerator json, DependencyCheck check) {
        json.writeObjectPropertyStart("dependencies");
        json.writeStringProperty("status", check.status().name().toLowerCase(Locale.ROOT));
        json.writeBooleanProperty("required", check.requirement() == ClosureRequirement.REQUIRED);
        json.writeNumberProperty("missing", check.count());
        json.writeArrayPropertyStart("broken");
        for (BrokenDependency broken : check.broken()) {
            json.writeStartObject();
            json.writeStringProperty("name", broken.name());
            json.writeStringProperty("spec", broken.spec());
            json.writeStringProperty("reason", broken.reason());
            json.writeNumberProperty("packages", broken.packages());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("uninstallable_count", check.uninstallable().count());
        json.writeArrayPropertyStart("uninstallable");
        check.uninstallable().names().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
