package org.channelmirror.testkit.channel;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes trees of maps, lists and scalars. */
final class Json {

    private final JsonStyle style;

    Json(JsonStyle style) {
        this.style = style;
    }

    byte[] bytes(Map<String, ? extends @Nullable Object> document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(new Layout(style), text)) {
            write(json, document);
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            ordered(map).forEach((key, member) -> {
                json.writeName(key);
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            json.writeStartArray();
            items.forEach(item -> write(json, item));
            json.writeEndArray();
        } else {
            writeScalar(json, value);
        }
    }

    private static void writeScalar(JsonGenerator json, Object value) {
        if (value instanceof RawJson raw) {
            json.writeRawValue(raw.text());
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(new BigDecimal(number.toString()));
        } else {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getName()
                            + " as JSON: use a String, Number, Boolean, Map, Iterable, RawJson or null");
        }
    }

    private SortedMap<String, @Nullable Object> ordered(Map<?, ?> map) {
        SortedMap<String, @Nullable Object> sorted =
                style == JsonStyle.UNSORTED ? new TreeMap<>(Collections.reverseOrder()) : new TreeMap<>();
        map.forEach((key, member) -> sorted.put((String) key, member));
        return sorted;
    }

    /** Jackson 3 asks the write context for the printer. */
    private static final class Layout extends ObjectWriteContext.Base {

        private final JsonStyle style;

        Layout(JsonStyle style) {
            this.style = style;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return style == JsonStyle.PRETTY;
        }

        @Override
        public @Nullable PrettyPrinter getPrettyPrinter() {
            if (style != JsonStyle.PRETTY) {
                return null;
            }
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            Separators separators = Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");
            return new DefaultPrettyPrinter(separators)
                    .withObjectIndenter(indenter)
                    .withArrayIndenter(indenter);
        }
    }
}
