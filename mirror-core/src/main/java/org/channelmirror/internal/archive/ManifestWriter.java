package org.channelmirror.internal.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes a manifest: one JSON object a line. */
public final class ManifestWriter implements AutoCloseable {

    /** A line ends the JSON and not what is buffered. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private static final ObjectWriteContext ONE_A_LINE = new ObjectWriteContext.Base() {
        @Override
        public @Nullable SerializableString getRootValueSeparator(@Nullable SerializableString separator) {
            return null;
        }
    };

    private final OutputStream out;
    private final JsonGenerator json;

    /** Begins a manifest with its first line; the stream is closed with the writer. */
    public ManifestWriter(OutputStream stream, ManifestHeader header) throws IOException {
        this.out = new BufferedOutputStream(stream, 1 << 16);
        this.json = JSON.createGenerator(ONE_A_LINE, out);
        write(header);
        end();
    }

    private void write(ManifestHeader header) {
        json.writeStartObject();
        json.writeNumberProperty("format", header.format());
        json.writeNumberProperty("minor", header.minor());
        json.writeStringProperty("account", header.account().value());
        json.writeNumberProperty("sequence", header.sequence());
        json.writeStringProperty("published", header.published().toString());
        json.writeArrayPropertyStart("subdirs");
        for (ManifestHeader.SubdirLine line : header.subdirs()) {
            json.writeStartObject();
            json.writeStringProperty("subdir", line.subdir().name());
            json.writeNumberProperty("sequence", line.sequence());
            json.writeStringProperty("published", line.published().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        strings("channels", header.channels());
        strings("selection", header.selection());
        header.base().ifPresent(base -> json.writeStringProperty("base", base));
        json.writeEndObject();
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    public void write(ManifestLine line) throws IOException {
        json.writeStartObject();
        switch (line.kind()) {
            case FILE, IN_BASE -> json.writeStringProperty("file", line.path());
            case REMOVED -> json.writeStringProperty("removed", line.path());
            case INDEX -> json.writeStringProperty("index", line.path());
            case ROOT -> json.writeStringProperty("root", line.path());
        }
        if (line.kind() != ManifestLine.Kind.REMOVED) {
            json.writeNumberProperty("size", line.size());
            line.sha256().ifPresent(sha256 -> json.writeStringProperty("sha256", sha256.hex()));
            line.md5().ifPresent(md5 -> json.writeStringProperty("md5", md5.hex()));
        }
        if (line.kind() == ManifestLine.Kind.IN_BASE) {
            json.writeBooleanProperty("in_base", true);
        }
        json.writeEndObject();
        end();
    }

    private void end() throws IOException {
        json.flush();
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        json.flush();
        out.close();
    }
}
