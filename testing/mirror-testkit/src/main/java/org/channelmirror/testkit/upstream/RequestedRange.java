package org.channelmirror.testkit.upstream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a file that a request asks for; the end may lie beyond the file's. */
record RequestedRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

    /** Of the one form that counts here; any other is as good as none. */
    static Optional<RequestedRange> of(RequestHead head) {
        Matcher matcher = FORM.matcher(head.header("Range").orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String last = matcher.group(2);
        return Optional.of(new RequestedRange(
                Long.parseLong(matcher.group(1)), last.isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(last)));
    }
}
