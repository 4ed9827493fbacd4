package org.channelmirror.internal.transport;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** Reads the header of that name: seconds, or an HTTP date. */
final class RetryAfter {

    private RetryAfter() {}

    /** The time to wait; zero if the header is absent, makes no sense or lies in the past. */
    static Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        String text = header.trim();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // A number too long for an int is an age in any case; the caller cuts it.
            return Duration.ofSeconds(text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text));
        }
        Instant date = DateUtils.parseStandardDate(text);
        return date == null || date.isBefore(now) ? Duration.ZERO : Duration.between(now, date);
    }
}
