package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.api.SnapshotDiff;
import org.channelmirror.api.SnapshotDiff.SubdirDiff;
import org.channelmirror.api.SnapshotDiff.Upgrade;
import org.channelmirror.model.PackageFileName;
import org.channelmirror.model.SnapshotName;
import tools.jackson.core.JsonGenerator;

/** What {@code snapshot diff} says. */
record SnapshotDiffAnswer(Place place, SnapshotDiff diff) implements Answer {

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return List.of();
    }

    @Override
    public void print(Page page) {
        String other = diff.to().map(SnapshotName::value).orElse("account " + place.account() + " now");
        page.line("from " + diff.from() + " to " + other + (diff.isEmpty() ? ": no difference" : ":"));
        for (SubdirDiff subdir : diff.subdirs()) {
            if (subdir.added() + subdir.removed() + subdir.replaced() > 0) {
                print(page, subdir);
            }
        }
    }

    private static void print(Page page, SubdirDiff subdir) {
        page.line(subdir.subdir() + ": " + subdir.added() + " added, " + subdir.removed() + " removed, "
                + subdir.replaced() + " replaced; " + Units.count(subdir.upgraded(), "name") + " upgraded");
        for (Upgrade upgrade : subdir.upgrades()) {
            page.line("  " + upgrade.name() + " " + upgrade.from() + " -> " + upgrade.to());
        }
        more(page, subdir.upgraded() - subdir.upgrades().size(), "upgraded");
        print(page, "+", subdir.addedFiles());
        more(page, subdir.added() - subdir.addedFiles().size(), "added");
        print(page, "-", subdir.removedFiles());
        more(page, subdir.removed() - subdir.removedFiles().size(), "removed");
        print(page, "!", subdir.replacedFiles());
        more(page, subdir.replaced() - subdir.replacedFiles().size(), "replaced");
    }

    private static void print(Page page, String mark, List<PackageFileName> files) {
        files.forEach(file -> page.line("  " + mark + " " + file));
    }

    private static void more(Page page, long count, String what) {
        if (count > 0) {
            page.line("  and " + count + " more " + what);
        }
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("from", diff.from().value());
        diff.to().ifPresent(to -> json.writeStringProperty("to", to.value()));
        json.writeArrayPropertyStart("subdirs");
        for (SubdirDiff subdir : diff.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", subdir.subdir().name());
            json.writeNumberProperty("added", subdir.added());
            json.writeNumberProperty("removed", subdir.removed());
            json.writeNumberProperty("replaced", subdir.replaced());
            json.writeNumberProperty("upgraded", subdir.upgraded());
            write(json, "added_files", subdir.addedFiles());
            write(json, "removed_files", subdir.removedFiles());
            write(json, "replaced_files", subdir.replacedFiles());
            json.writeArrayPropertyStart("upgrades");
            for (Upgrade upgrade : subdir.upgrades()) {
                json.writeStartObject();
                json.writeStringProperty("name", upgrade.name());
                json.writeStringProperty("from", upgrade.from());
                json.writeStringProperty("to", upgrade.to());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String key, List<PackageFileName> files) {
        json.writeArrayPropertyStart(key);
        files.forEach(file -> json.writeString(file.value()));
        json.writeEndArray();
    }
}
