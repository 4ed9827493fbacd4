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
    static Reply to(RequestHead head, Optional<Resource> found, Validators validators) {
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return text(405, Map.of("Allow", "GET, HEAD"));
        }
        if (found.isEmpty()) {
            return text(404, Map.of());
        }
        Resource resource = found.get();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", HTTP_DATE.format(Instant.now()));
        headers.put("Accept-Ranges", "bytes");
        if (validators == Validators.STRONG || validators == Validators.WEAK) {
            headers.put("ETag", validators == Validators.WEAK ? "W/" + resource.etag() : resource.etag());
        }
        if (validators != Validators.NONE) {
            headers.put("Last-Modified", HTTP_DATE.format(resource.lastModified()));
        }
        if (isKnown(head, resource)) {
            return new Reply(304, headers, resource, false);
        }
        Optional<RequestedRange> range = RequestedRange.of(head).filter(asked -> isUnchanged(head, headers));
        return range.isPresent() ? part(range.get(), resource, headers) : new Reply(200, headers, resource, true);
    }

    /** The same with a {@code Content-Range} that is not true, if it has one. */
    Reply mislabelled(String contentRange) {
        if (status != 206) {
            return this;
        }
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove("Content-Range");
        if (!contentRange.isEmpty()) {
            changed.put("Content-Range", contentRange);
        }
        return new Reply(status, changed, body, hasBody);
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

    private static Reply part(RequestedRange range, Resource resource, Map<String, String> headers) {
        if (range.first() >= resource.size()) {
            return text(416, Map.of("Content-Range", "bytes */" + resource.size()));
        }
        long last = Math.min(range.last(), resource.size() - 1);
        headers.put("Content-Range", "bytes " + range.first() + "-" + last + "/" + resource.size());
        return new Reply(206, headers, resource.part(range.first(), last - range.first() + 1), true);
    }

    /** What If-Range names has to be strong, and exactly what would be sent. */
    private static boolean isUnchanged(RequestHead head, Map<String, String> headers) {
        return head.header("If-Range")
                .map(text -> !text.startsWith("W/")
                        && (text.equals(headers.get("ETag")) || text.equals(headers.get("Last-Modified"))))
                .orElse(true);
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
