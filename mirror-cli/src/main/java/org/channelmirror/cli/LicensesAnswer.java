package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.LicenseCount;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code status --licenses} says. */
record LicensesAnswer(Place place, List<LicenseCount> licenses) implements Answer {

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
        page.line(Csv.line("license", "packages", "bytes"));
        licenses.forEach(each ->
                page.line(Csv.line(each.license(), Long.toString(each.packages()), Long.toString(each.bytes()))));
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeArrayPropertyStart("licenses");
        for (LicenseCount each : licenses) {
            json.writeStartObject();
            json.writeStringProperty("license", each.license());
            json.writeNumberProperty("packages", each.packages());
            json.writeNumberProperty("bytes", each.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
