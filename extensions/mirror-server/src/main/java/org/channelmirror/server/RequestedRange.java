package org.channelmirror.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.channelmirror.spi.ByteRange;

/** A {@code Range} header with one range of bytes. Others may be passed over, and are. */
final class RequestedRange {

    private static final Pattern ONE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    private RequestedRange() {}

    /**
     * The part that is asked for.
     *
     * @param length the length of the content
     * @return a range with at least one byte; one without any if none can be had; empty if the header is passed over
     */
    static Optional<ByteRange> of(String header, long length) {
        Matcher matcher = ONE.matcher(header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), length));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        return Optional.of(from >= length ? new ByteRange(0, 0) : new ByteRange(from, Math.min(to + 1, length) - from));
    }

    private static ByteRange suffix(long bytes, long length) {
        long count = Math.min(bytes, length);
        return new ByteRange(length - count, count);
    }
}
