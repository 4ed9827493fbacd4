package org.channelmirror.server;

import java.time.Instant;
import org.eclipse.jetty.http.HttpDateTime;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** The conditions of a request, in the order of RFC 9110, section 13.2.2. */
final class Conditions {

    /** What becomes of a request. */
    enum Outcome {
        SEND,
        NOT_MODIFIED,
        FAILED
    }

    private Conditions() {}

    static Outcome of(HttpFields headers, String etag, Instant lastModified) {
        String match = headers.get(HttpHeader.IF_MATCH);
        if (match != null) {
            if (!lists(match, etag, false)) {
                return Outcome.FAILED;
            }
        } else if (isBefore(headers.get(HttpHeader.IF_UNMODIFIED_SINCE), lastModified)) {
            return Outcome.FAILED;
        }
        String noneMatch = headers.get(HttpHeader.IF_NONE_MATCH);
        if (noneMatch != null) {
            return lists(noneMatch, etag, true) ? Outcome.NOT_MODIFIED : Outcome.SEND;
        }
        String since = headers.get(HttpHeader.IF_MODIFIED_SINCE);
        return since != null && isDate(since) && !isBefore(since, lastModified) ? Outcome.NOT_MODIFIED : Outcome.SEND;
    }

    /** Whether a range is asked for of just this content. */
    static boolean allowsRange(HttpFields headers, String etag, Instant lastModified) {
        String ifRange = headers.get(HttpHeader.IF_RANGE);
        if (ifRange == null) {
            return true;
        }
        if (ifRange.startsWith("\"") || ifRange.startsWith("W/")) {
            return ifRange.equals(etag);
        }
        return seconds(ifRange) == lastModified.getEpochSecond();
    }

    private static boolean lists(String tags, String etag, boolean weakly) {
        if (tags.equals(etag) || tags.trim().equals("*")) {
            return true;
        }
        for (String tag : tags.split(",", -1)) {
            String given = tag.trim();
            if (given.equals(etag)
                    || (weakly && given.startsWith("W/") && given.substring(2).equals(etag))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDate(String date) {
        return seconds(date) >= 0;
    }

    /** Whether a date is given, and the content is younger. */
    private static boolean isBefore(@Nullable String date, Instant lastModified) {
        if (date == null) {
            return false;
        }
        long seconds = seconds(date);
        return seconds >= 0 && seconds < lastModified.getEpochSecond();
    }

    /** The seconds since 1970; negative for what is no date. */
    private static long seconds(String date) {
        long millis = HttpDateTime.parseToEpoch(date);
        return millis < 0 ? -1 : millis / 1000;
    }
}
