package org.channelmirror.cli;

import java.io.PrintStream;
import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The one JSON object that {@code --json} prints. */
final class JsonPage {

    private final PrintStream out;

    JsonPage(PrintStream out) {
        this.out = out;
    }

    /** Prints an object that begins with the members every object has. */
    void object(String command, ExitCode exitCode, Consumer<JsonGenerator> members) {
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), new PrintedText(out))) {
            write(json, command, exitCode, members);
        }
        out.println();
    }

    /** The same as a text. */
    static String text(String command, ExitCode exitCode, Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, command, exitCode, members);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String command, ExitCode exitCode, Consumer<JsonGenerator> members) {
        json.writeStartObject();
        json.writeStringProperty("command", command);
        json.writeNumberProperty("exit_code", exitCode.code());
        members.accept(json);
        json.writeEndObject();
    }
}
