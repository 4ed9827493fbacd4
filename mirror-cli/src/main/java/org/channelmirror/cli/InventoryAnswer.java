package org.channelmirror.cli;

import java.util.List;
import java.util.stream.Stream;
import org.channelmirror.api.HeldPackage;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.model.Digest;
import tools.jackson.core.JsonGenerator;

/** What {@code status --inventory} says; the files are read while they are printed. */
record InventoryAnswer(Place place, Stream<HeldPackage> files) implements Answer {

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
        page.line(Csv.line("subdir", "name", "size", "sha256"));
        files.forEach(file -> page.line(
                Csv.line(file.subdir().name(), file.file().value(), Long.toString(file.size()), sha256(file))));
    }

    private static String sha256(HeldPackage file) {
        return file.sha256().map(Digest::hex).orElse("");
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeArrayPropertyStart("files");
        files.forEach(file -> {
            json.writeStartObject();
            json.writeStringProperty("subdir", file.subdir().name());
            json.writeStringProperty("name", file.file().value());
            json.writeNumberProperty("size", file.size());
            file.sha256().ifPresent(digest -> json.writeStringProperty("sha256", digest.hex()));
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    @Override
    public void close() {
        files.close();
    }
}
