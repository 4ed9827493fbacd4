package org.channelmirror.cli;

import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
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
        write(new Printed(out), command, exitCode, members);
        out.println();
    }

    /** The same as a text. */
    static String text(String command, ExitCode exitCode, Consumer<JsonGenerator> members) {
        StringWriter text = new StringWriter();
        write(text, command, exitCode, members);
        return text.toString();
    }

    private static void write(Writer target, String command, ExitCode exitCode, Consumer<JsonGenerator> members) {
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), target)) {
            json.writeStartObject();
            json.writeStringProperty("command", command);
            json.writeNumberProperty("exit_code", exitCode.code());
            members.accept(json);
            json.writeEndObject();
        }
    }

    /** An object may be too long to be kept before it is printed. The stream stays open. */
    private static final class Printed extends Writer {

        private final PrintStream out;

        Printed(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            out.print(String.valueOf(text, offset, length));
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
