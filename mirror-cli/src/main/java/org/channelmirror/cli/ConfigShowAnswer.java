package org.channelmirror.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.channelmirror.api.MirrorWarning;
import org.channelmirror.config.ConfigSetting;
import org.channelmirror.spi.ConfigNode;
import tools.jackson.core.JsonGenerator;

/** What {@code config show} says. */
record ConfigShowAnswer(String file, List<Mirror> mirrors) implements Answer {

    /** One mirror's settings. */
    record Mirror(Place place, List<Row> rows, List<MirrorWarning> warnings) {}

    /** A setting, and the option or variable it comes from, if it comes from one. */
    record Row(ConfigSetting setting, Optional<String> option) {

        String from() {
            return option.orElseGet(() ->
                    setting.isDefault() ? "default" : "line " + setting.place().line());
        }
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.COMPLETE;
    }

    @Override
    public List<MirrorWarning> warnings() {
        return mirrors.stream()
                .flatMap(mirror -> mirror.warnings().stream())
                .distinct()
                .toList();
    }

    @Override
    public void print(Page page) {
        for (Mirror mirror : mirrors) {
            page.line(file + ", account " + mirror.place().account() + " in "
                    + mirror.place().root());
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("", "", "from", ""));
            for (Row row : mirror.rows()) {
                ConfigSetting setting = row.setting();
                rows.add(List.of(
                        setting.key(),
                        setting.text(),
                        row.from(),
                        setting.note().orElse("")));
            }
            page.columns(rows);
        }
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("configuration", file);
        json.writeArrayPropertyStart("mirrors");
        for (Mirror mirror : mirrors) {
            json.writeStartObject();
            mirror.place().write(json);
            json.writeArrayPropertyStart("settings");
            mirror.rows().forEach(row -> write(json, row));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        JsonReports.write(json, warnings());
    }

    private static void write(JsonGenerator json, Row row) {
        ConfigSetting setting = row.setting();
        json.writeStartObject();
        json.writeStringProperty("key", setting.key());
        json.writeName("value");
        write(json, setting.value());
        json.writeStringProperty("from", row.from());
        setting.note().ifPresent(note -> json.writeStringProperty("note", note));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ConfigNode value) {
        if (value instanceof ConfigNode.Sequence sequence) {
            json.writeStartArray();
            sequence.items().forEach(item -> write(json, item));
            json.writeEndArray();
        } else if (value instanceof ConfigNode.Mapping mapping) {
            json.writeStartObject();
            mapping.members().forEach((name, member) -> {
                json.writeName(name);
                write(json, member);
            });
            json.writeEndObject();
        } else {
            json.writeString(((ConfigNode.Scalar) value).text());
        }
    }
}
