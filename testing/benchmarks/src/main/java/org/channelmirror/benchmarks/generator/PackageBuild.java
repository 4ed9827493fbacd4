package org.channelmirror.benchmarks.generator;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.core.JsonGenerator;

/** One build of a package; {@code random} goes on to the facts of its file. */
record PackageBuild(
        String name,
        String version,
        String build,
        int buildNumber,
        List<String> depends,
        List<String> constrains,
        License license,
        long timestamp,
        SplittableRandom random) {

    String stem() {
        return name + "-" + version + "-" + build;
    }

    /** Writes the record with its key; the fields are sorted, as conda-forge's are. */
    void write(JsonGenerator json, String fileName, String content, String subdir, PackageFiles files)
            throws IOException {
        FileFacts facts = files.facts(fileName, content, random);
        json.writeName(fileName);
        json.writeStartObject();
        json.writeStringProperty("build", build);
        json.writeNumberProperty("build_number", buildNumber);
        if (!constrains.isEmpty()) {
            writeList(json, "constrains", constrains);
        }
        writeList(json, "depends", depends);
        if (license.text() != null) {
            json.writeStringProperty("license", license.text());
        }
        if (license.family() != null) {
            json.writeStringProperty("license_family", license.family());
        }
        json.writeStringProperty("md5", facts.md5());
        json.writeStringProperty("name", name);
        json.writeStringProperty("sha256", facts.sha256());
        json.writeNumberProperty("size", facts.size());
        json.writeStringProperty("subdir", subdir);
        json.writeNumberProperty("timestamp", timestamp);
        json.writeStringProperty("version", version);
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, String key, List<String> values) {
        json.writeArrayPropertyStart(key);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
