package org.channelmirror.internal.transport;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What a status and its headers mean for a download. */
sealed interface HttpAnswer {

    /** It is over. */
    record Final(DownloadResult result) implements HttpAnswer {}

    /** It goes on elsewhere. */
    record Redirect(String location) implements HttpAnswer {}

    /** The rest of what is here is not to be had: the body has to begin again. */
    record RestRefused() implements HttpAnswer {}

    /** Reads every status but 200, and 206 and 416 where the rest was asked for. */
    static HttpAnswer of(HttpResponse response, HttpTarget target, Validator known, HttpAccess access)
            throws AttemptFailedException {
        int status = response.getCode();
        String host = target.host();
        return switch (status) {
            case 301, 302, 303, 307, 308 -> redirect(response, target);
            case 304 -> notModified(known, host);
            case 404, 410 -> new Final(new DownloadResult.NotFound(status));
            case 401, 403 ->
                throw AttemptFailedException.lastingStatus(status, Refusal.describe(status, target, access));
            case 429 ->
                throw AttemptFailedException.busy(
                        status,
                        host + " asks for fewer requests (HTTP status 429)",
                        header(response, HttpHeaders.RETRY_AFTER),
                        target.endpoint());
            case 408 -> throw passing(response, host);
            default ->
                throw status >= 500
                        ? passing(response, host)
                        : AttemptFailedException.lastingStatus(
                                status, host + " answered with HTTP status " + status + " instead of the file");
        };
    }

    /** The validator of a 200. */
    static Validator validator(HttpResponse response) {
        return new Validator(
                sendable(header(response, HttpHeaders.ETAG)), sendable(header(response, HttpHeaders.LAST_MODIFIED)));
    }

    /** What a 200 says of its body. */
    static BodyVersion version(HttpResponse response, long length) {
        Validator validator = validator(response);
        OptionalLong total = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        return new BodyVersion(validator, ifRange(validator, header(response, HttpHeaders.DATE)), total);
    }

    /** Whether a 206 has what is missing of a body, and of the same version. */
    static boolean isRest(HttpResponse response, HalfBody half) {
        Optional<String> asked = half.version().ifRange().filter(text -> text.startsWith("\""));
        String etag = header(response, HttpHeaders.ETAG);
        boolean same = etag == null || asked.isEmpty() || asked.get().equals(etag);
        return same
                && ContentRange.parse(header(response, HttpHeaders.CONTENT_RANGE))
                        .filter(range -> range.isRestOf(half))
                        .isPresent();
    }

    /** The length of the whole body that a 206 has the rest of. */
    static long total(HttpResponse response) {
        return ContentRange.parse(header(response, HttpHeaders.CONTENT_RANGE))
                        .orElseThrow()
                        .last()
                + 1;
    }

    /**
     * Only a strong tag will do. A date does where there is no tag, and where it is so much older than the answer that the file
     * cannot have changed twice in its second (RFC 9110, 8.8.2.2).
     */
    private static Optional<String> ifRange(Validator validator, @Nullable String date) {
        if (validator.etag().isPresent()) {
            return validator.etag().filter(tag -> tag.startsWith("\""));
        }
        Instant answered = date == null ? null : DateUtils.parseStandardDate(date);
        return validator.lastModified().filter(text -> {
            Instant modified = DateUtils.parseStandardDate(text);
            return modified != null && answered != null && modified.isBefore(answered);
        });
    }

    private static HttpAnswer redirect(HttpResponse response, HttpTarget target) throws AttemptFailedException {
        String location = header(response, HttpHeaders.LOCATION);
        if (location == null) {
            throw AttemptFailedException.lastingStatus(
                    response.getCode(),
                    target.host() + " redirects (HTTP status " + response.getCode() + ") but does not say where to");
        }
        return new Redirect(location);
    }

    private static HttpAnswer notModified(Validator known, String host) throws AttemptFailedException {
        if (known.equals(Validator.NONE)) {
            throw AttemptFailedException.lastingStatus(
                    304, host + " answered \"not modified\" (HTTP status 304) though no version was named");
        }
        return new Final(new DownloadResult.NotModified());
    }

    private static AttemptFailedException passing(HttpResponse response, String host) {
        int status = response.getCode();
        return AttemptFailedException.passingStatus(
                status, host + " answered with HTTP status " + status, header(response, HttpHeaders.RETRY_AFTER));
    }

    /** A validator is kept and sent back as it is, so one that no header can hold counts for nothing. */
    private static Optional<String> sendable(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(value -> !value.isEmpty()
                        && value.length() <= 1024
                        && value.chars().allMatch(c -> c >= ' ' && c < 0x7f));
    }

    private static @Nullable String header(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}
