package org.channelmirror.cli;

import java.util.List;
import org.channelmirror.api.MirrorWarning;
import tools.jackson.core.JsonGenerator;

/** What {@code demo} shows. */
record DemoAnswer(
        Place place, DemoFiles files, String configuration, PlanAnswer plan, SyncAnswer sync, List<String> tree)
        implements Answer {

    @Override
    public ExitCode exitCode() {
        return sync.exitCode();
    }

    @Override
    public List<MirrorWarning> warnings() {
        return sync.warnings();
    }

    @Override
    public void print(Page page) {
        page.line("The sample channel " + files.upstream() + " stands for upstream.");
        page.line("The configuration " + files.configuration() + " says what to mirror of it:");
        page.line("");
        configuration.lines().forEach(line -> page.line("    " + line));
        page.line("");
        page.line("\"channel-mirror --config-file " + files.configuration() + " sync --dry-run\" would say:");
        page.line("");
        plan.print(page);
        page.line("");
        page.line("The same without --dry-run did this:");
        page.line("");
        sync.print(page);
        page.line("");
        page.line("The mirror " + place.folder() + " has:");
        page.line("");
        tree.forEach(file -> page.line("    " + file));
        page.line("");
        page.line("To install from it, put this into .condarc:");
        page.line("");
        page.line("    channels:");
        page.line("      - " + channelUrl());
        page.line("");
        page.line("Run the demo again to see a sync that finds nothing new.");
    }

    @Override
    public void write(JsonGenerator json) {
        place.write(json);
        json.writeStringProperty("upstream", files.upstream().toString());
        json.writeStringProperty("configuration", files.configuration().toString());
        json.writeStringProperty("channel", channelUrl());
        json.writeObjectPropertyStart("plan");
        plan.writePlan(json);
        json.writeEndObject();
        json.writeObjectPropertyStart("sync");
        JsonReports.write(json, sync.report(), sync.warnings());
        json.writeEndObject();
        json.writeArrayPropertyStart("files");
        tree.forEach(json::writeString);
        json.writeEndArray();
    }

    private String channelUrl() {
        String url = place.folder().toUri().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
