package org.channelmirror.internal.transport;

import java.util.Optional;
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

    /** Reads every status but 200. */
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
            case 408, 429 -> throw passing(response, host);
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
