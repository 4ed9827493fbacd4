package org.channelmirror.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** Logs each request in the combined format, without tokens. */
final class AccessLog implements RequestLog {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("' - - ['dd/MMM/yyyy:HH:mm:ss Z'] \"'", Locale.ROOT);

    private final LogWriter writer;
    private final Clock clock;
    private volatile Second second = new Second(Long.MIN_VALUE, "");

    AccessLog(LogWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public void log(Request request, Response response) {
        StringBuilder line = new StringBuilder(256);
        line.append(Request.getRemoteAddr(request)).append(time());
        escape(line, request.getMethod());
        line.append(' ');
        escape(line, LoggedPath.of(request.getHttpURI()));
        line.append(' ')
                .append(request.getConnectionMetaData().getProtocol())
                .append("\" ")
                .append(response.getStatus())
                .append(' ')
                .append(Math.max(0, Response.getContentBytesWritten(response)))
                .append(" \"");
        text(line, request.getHeaders().get(HttpHeader.REFERER));
        line.append("\" \"");
        text(line, request.getHeaders().get(HttpHeader.USER_AGENT));
        line.append('"');
        writer.line(line);
    }

    private String time() {
        long now = clock.millis() / 1000;
        Second last = second;
        if (last.epoch() != now) {
            last = new Second(now, TIME.format(Instant.ofEpochSecond(now).atZone(ZoneId.systemDefault())));
            second = last;
        }
        return last.text();
    }

    private static void text(StringBuilder line, @Nullable String text) {
        escape(line, text == null || text.isEmpty() ? "-" : LoggedPath.withoutSecrets(text));
    }

    /** What would end the field or the line, or is no ASCII, is written as nginx does. */
    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                line.append(c);
            } else {
                line.append("\\x").append(String.format("%02X", (int) (c > 0xff ? '?' : c)));
            }
        }
    }

    private record Second(long epoch, String text) {}
}
