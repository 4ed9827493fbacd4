package org.channelmirror.spec;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one version as conda's VersionOrder does. It throws nothing: an index may hold a million that cannot be read. */
final class VersionParser {

    private static final int MAX_LENGTH = 1000;

    private final String text;
    private String normalized = "";
    private long[] codes = {};
    private int count;
    private String problem = "";

    VersionParser(String text) {
        this.text = text;
    }

    /** Why {@link #parse} gave nothing. */
    String problem() {
        return problem;
    }

    @Nullable
    Version parse() {
        normalized = text.strip().toLowerCase(Locale.ROOT);
        if (!hasValidCharacters()) {
            return null;
        }
        int bang = normalized.indexOf('!');
        int from = bang + 1;
        int plus = normalized.indexOf('+', from);
        int to = plus < 0 ? normalized.length() : plus;
        if (normalized.indexOf('!', from) >= 0) {
            return refuse("it has two epochs");
        }
        if (plus >= 0 && normalized.indexOf('+', plus + 1) >= 0) {
            return refuse("it has two local parts");
        }
        if (bang >= 0 && (bang == 0 || endOfRun(0) != bang || !isDigit(0))) {
            return refuse("what stands before \"!\" is not a number");
        }
        if (from == to) {
            return refuse("it has only an epoch or a local part");
        }
        begin();
        add(bang < 0 ? Segments.ZERO : Segments.number(normalized, 0, bang));
        // A trailing underscore is a part of the version: openssl's 1.0.1_ comes before 1.0.1a.
        if (!addSegments(from, normalized.charAt(to - 1) == '_' ? to - 1 : to, to)) {
            return null;
        }
        Segments main = segments();
        if (plus < 0) {
            return new Version(text, main, Segments.NONE);
        }
        begin();
        return addSegments(plus + 1, normalized.length(), normalized.length())
                ? new Version(text, main, segments())
                : null;
    }

    private boolean hasValidCharacters() {
        if (normalized.isEmpty() || normalized.length() > MAX_LENGTH) {
            refuse(normalized.isEmpty() ? "it is empty" : "it has more than " + MAX_LENGTH + " characters");
            return false;
        }
        if (normalized.indexOf('-') >= 0) {
            if (normalized.indexOf('_') >= 0) {
                refuse("it has both \"-\" and \"_\", which mean the same");
                return false;
            }
            normalized = normalized.replace('-', '_');
        }
        for (int i = 0; i < normalized.length(); i++) {
            char c = normalized.charAt(i);
            if ((c < 'a' || c > 'z') && !isDigit(i) && "._+!*".indexOf(c) < 0) {
                refuse("it may have only letters, digits, \".\", \"_\", \"+\" and \"!\"");
                return false;
            }
        }
        return true;
    }

    private boolean addSegments(int from, int lastSeparator, int to) {
        int start = from;
        while (true) {
            int end = start;
            while (end < lastSeparator && normalized.charAt(end) != '.' && normalized.charAt(end) != '_') {
                end++;
            }
            boolean last = end == lastSeparator;
            if (start == (last ? to : end)) {
                refuse("a part of it is empty");
                return false;
            }
            addSegment(start, last ? to : end);
            if (last) {
                return true;
            }
            start = end + 1;
        }
    }

    private void addSegment(int from, int to) {
        if (count > 0) {
            add(Segments.END);
        }
        if (!isDigit(from)) {
            // Keeps numbers and words in phase: 1.1.a1 is 1.1.0a1.
            add(Segments.ZERO);
        }
        int start = from;
        while (start < to) {
            int end = Math.min(endOfRun(start), to);
            add(isDigit(start) ? Segments.number(normalized, start, end) : Segments.word(normalized, start, end));
            start = end;
        }
    }

    /** The end of a run of digits, of stars, or of anything else. */
    private int endOfRun(int start) {
        int end = start + 1;
        while (end < normalized.length() && isDigit(end) == isDigit(start) && isStar(end) == isStar(start)) {
            end++;
        }
        return end;
    }

    private boolean isDigit(int index) {
        return normalized.charAt(index) >= '0' && normalized.charAt(index) <= '9';
    }

    private boolean isStar(int index) {
        return normalized.charAt(index) == '*';
    }

    private void begin() {
        codes = new long[2 * normalized.length() + 2];
        count = 0;
    }

    private void add(long code) {
        codes[count++] = code;
    }

    private Segments segments() {
        return new Segments(normalized, Arrays.copyOf(codes, count));
    }

    private @Nullable Version refuse(String why) {
        problem = why;
        return null;
    }
}
