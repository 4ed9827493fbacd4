package org.channelmirror.internal.transport;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of that name: which bytes of how many a 206 has. */
record ContentRange(long first, long last, OptionalLong total) {

    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    static Optional<ContentRange> parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.trim());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String total = matcher.group(3);
        return Optional.of(new ContentRange(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total))));
    }

    /** Whether this is all that is missing, and of a body of the same length. */
    boolean isRestOf(HalfBody half) {
        OptionalLong expected = half.version().total();
        long end = last + 1;
        return first == half.bytes()
                && end > first
                && end == total.orElse(expected.orElse(-1))
                && end == expected.orElse(end);
    }
}
