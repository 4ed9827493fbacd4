package org.channelmirror.spec;

/**
 * A list of segments as conda orders it: an endless table of components, of which all that is not written is 0. Each
 * component is one number that points into the text where it must, so that nothing is allocated to compare. Immutable.
 */
final class Segments implements Comparable<Segments> {

    static final Segments NONE = new Segments("", new long[0]);

    static final long ZERO = 3L << 60;
    /** Stands between two segments. */
    static final long END = -1;

    private static final int KIND_SHIFT = 60;
    private static final int LENGTH_BITS = 20;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    private static final int MAX_DIGITS = 18;

    // In conda's order: "*" < "dev" < "_" < letters < numbers < "post".
    private static final int STARS = 0;
    private static final int DEV = 1;
    private static final int WORD = 2;
    private static final int NUMBER = 3;
    private static final int LONG_NUMBER = 4;
    private static final int POST = 5;

    private final String text;
    private final long[] codes;

    Segments(String text, long[] codes) {
        this.text = text;
        this.codes = codes;
    }

    static long number(String text, int from, int to) {
        int start = from;
        while (start < to && text.charAt(start) == '0') {
            start++;
        }
        if (to - start > MAX_DIGITS) {
            return region(LONG_NUMBER, start, to);
        }
        return start == to ? ZERO : ZERO | Long.parseLong(text, start, to, 10);
    }

    static long word(String text, int from, int to) {
        if (text.charAt(from) == '*') {
            return region(STARS, from, to);
        }
        if (to - from == 3 && text.startsWith("dev", from)) {
            return region(DEV, 0, 0);
        }
        if (to - from == 4 && text.startsWith("post", from)) {
            return region(POST, 0, 0);
        }
        return region(WORD, from, to);
    }

    private static long region(int kind, int from, int to) {
        return (long) kind << KIND_SHIFT | (long) from << LENGTH_BITS | (to - from);
    }

    String text() {
        return text;
    }

    boolean isEmpty() {
        return codes.length == 0;
    }

    @Override
    public int compareTo(Segments other) {
        int i = 0;
        int j = 0;
        while (i < codes.length || j < other.codes.length) {
            while (inSegment(i) || other.inSegment(j)) {
                long a = inSegment(i) ? codes[i++] : ZERO;
                long b = other.inSegment(j) ? other.codes[j++] : ZERO;
                int order = compare(a, b, other);
                if (order != 0) {
                    return order;
                }
            }
            i++;
            j++;
        }
        return 0;
    }

    /** Says whether the components match up to the last one written in the prefix, of which a beginning is enough. */
    boolean startsWith(Segments prefix) {
        int i = 0;
        int last = prefix.codes.length - 1;
        for (int j = 0; j < last; j++) {
            long b = prefix.codes[j];
            if (b != END) {
                if (compare(inSegment(i) ? codes[i++] : ZERO, b, prefix) != 0) {
                    return false;
                }
            } else {
                while (inSegment(i)) {
                    if (codes[i++] != ZERO) {
                        return false;
                    }
                }
                i++;
            }
        }
        long a = inSegment(i) ? codes[i] : ZERO;
        long b = prefix.codes[last];
        if (isText(a) && kind(a) == kind(b)) {
            return length(a) >= length(b) && text.regionMatches(start(a), prefix.text, start(b), length(b));
        }
        return compare(a, b, prefix) == 0;
    }

    private boolean inSegment(int index) {
        return index < codes.length && codes[index] != END;
    }

    private int compare(long a, long b, Segments other) {
        int kind = kind(a);
        if (kind != kind(b)) {
            return Integer.compare(kind, kind(b));
        }
        return switch (kind) {
            case NUMBER -> Long.compare(a, b);
            case DEV, POST -> 0;
            case LONG_NUMBER -> length(a) != length(b) ? Integer.compare(length(a), length(b)) : texts(a, b, other);
            default -> texts(a, b, other);
        };
    }

    private int texts(long a, long b, Segments other) {
        int shorter = Math.min(length(a), length(b));
        for (int i = 0; i < shorter; i++) {
            int order = Character.compare(text.charAt(start(a) + i), other.text.charAt(start(b) + i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(length(a), length(b));
    }

    private static int kind(long code) {
        return (int) (code >>> KIND_SHIFT);
    }

    private static boolean isText(long code) {
        return kind(code) == STARS || kind(code) == WORD;
    }

    private static int start(long code) {
        return (int) (code >>> LENGTH_BITS) & LENGTH_MASK;
    }

    private static int length(long code) {
        return (int) code & LENGTH_MASK;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Segments segments && compareTo(segments) == 0;
    }

    /** Zeros do not count, written or not: 1.0 is 1. */
    @Override
    public int hashCode() {
        int hash = 0;
        int segment = 0;
        int component = 0;
        for (long code : codes) {
            if (code == END) {
                segment++;
                component = 0;
            } else {
                if (code != ZERO) {
                    hash = 31 * (31 * (31 * hash + segment) + component) + hash(code);
                }
                component++;
            }
        }
        return hash;
    }

    private int hash(long code) {
        if (!isText(code) && kind(code) != LONG_NUMBER) {
            return Long.hashCode(code);
        }
        int hash = kind(code);
        for (int i = 0; i < length(code); i++) {
            hash = 31 * hash + text.charAt(start(code) + i);
        }
        return hash;
    }

    /** One bracket a segment, as in {@code [0][1][0,rc,2]}. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "";
        }
        StringBuilder shown = new StringBuilder("[");
        for (long code : codes) {
            if (code == END) {
                shown.append("][");
            } else {
                shown.append(shown.charAt(shown.length() - 1) == '[' ? "" : ",").append(shown(code));
            }
        }
        return shown.append(']').toString();
    }

    private String shown(long code) {
        return switch (kind(code)) {
            case DEV -> "dev";
            case POST -> "post";
            case NUMBER -> Long.toString(code - ZERO);
            default -> text.substring(start(code), start(code) + length(code));
        };
    }
}
