package org.channelmirror.testkit.upstream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A status, header fields and a body, if the status has one. */
record Reply(int status, Map<String, String> headers, Resource body, boolean hasBody) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** What an honest server answers. */
    static Reply to(RequestHead head, Optional<Resource> found) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return text(405, Map.of("Allow", "GET, HEAD"));
        }
        if (found.isEmpty()) {
            return text(404, Map.of());
        }
        Resource resource = found.get();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", resource.etag());
        headers.put("Last-Modified", HTTP_DATE.format(resource.lastModified()));
        return isKnown(head, resource)
                ? new Reply(304, headers, resource, false)
                : new Reply(200, headers, resource, true);
    }

    static Reply badRequest() {
        return new Reply(400, Map.of(), Resource.of(new byte[0], Instant.EPOCH), true);
    }

    static Reply scripted(FaultAction.Answer answer) {
        boolean hasBody = answer.status() >= 200 && answer.status() != 204 && answer.status() != 304;
        return new Reply(answer.status(), answer.headers(), answer.body(), hasBody);
    }

    /** The head as it goes over the wire. */
    byte[] head(boolean keepsAlive) {
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        if (hasBody) {
            text.append("Content-Length: ").append(body.size()).append("\r\n");
        }
        text.append("Connection: ").append(keepsAlive ? "keep-alive" : "close").append("\r\n\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Reply text(int status, Map<String, String> headers) {
        byte[] text = ("status " + status + "\n").getBytes(StandardCharsets.US_ASCII);
        return new Reply(status, headers, Resource.of(text, Instant.EPOCH), true);
    }

    /** If-None-Match counts alone where it is given. */
    private static boolean isKnown(RequestHead head, Resource resource) {
        Optional<String> tags = head.header("If-None-Match");
        if (tags.isPresent()) {
            for (String tag : tags.get().split(",", -1)) {
                String strong = tag.strip().replaceFirst("^W/", "");
                if (strong.equals("*") || strong.equals(resource.etag())) {
                    return true;
                }
            }
            return false;
        }
        try {
            return head.header("If-Modified-Since")
                    .map(date -> HTTP_DATE.parse(date, Instant::from))
                    .filter(date -> !resource.lastModified()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .isAfter(date))
                    .isPresent();
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
