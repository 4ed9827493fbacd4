package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.channelmirror.api.RemovedPackages;
import org.channelmirror.api.SubdirClean;
import tools.jackson.core.JsonGenerator;

/** What plans and reports of a clean say of reasons and subdirs. */
final class CleanLines {

    private CleanLines() {}

    static void print(Page page, List<SubdirClean> subdirs, SortedMap<String, RemovedPackages> reasons) {
        if (!reasons.isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("reason", "packages", "size"));
            reasons.forEach((reason, removed) -> rows.add(row(reason, removed)));
            rows.add(row("total", reasons.values().stream().reduce(RemovedPackages.NONE, RemovedPackages::plus)));
            page.table(rows);
        }
        for (SubdirClean subdir : subdirs) {
            subdir.failure().ifPresent(failure -> page.line(subdir.subdir() + " failed: " + failure));
        }
    }

    private static List<String> row(String name, RemovedPackages removed) {
        return List.of(name, Long.toString(removed.packages()), Units.bytes(removed.bytes()));
    }

    static void write(JsonGenerator json, String key, RemovedPackages removed) {
        json.writeObjectPropertyStart(key);
        json.writeNumberProperty("packages", removed.packages());
        json.writeNumberProperty("bytes", removed.bytes());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, List<SubdirClean> subdirs, SortedMap<String, RemovedPackages> reasons) {
        json.writeObjectPropertyStart("reasons");
        for (Map.Entry<String, RemovedPackages> reason : reasons.entrySet()) {
            write(json, reason.getKey(), reason.getValue());
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("subdirs");
        for (SubdirClean subdir : subdirs) {
            json.writeStartObject();
            json.writeStringProperty("subdir", subdir.subdir().name());
            json.writeNumberProperty("published", subdir.published());
            json.writeNumberProperty("unlisted", subdir.unlisted());
            write(json, "removed", subdir.removed());
            subdir.failure().ifPresent(failure -> json.writeStringProperty("failure", failure));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
