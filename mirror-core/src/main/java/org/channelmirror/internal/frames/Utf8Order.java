package org.channelmirror.internal.frames;

import java.util.Comparator;

/** The order of texts by their UTF-8 bytes, unsigned, which is that of their code points. */
public final class Utf8Order {

    /** Compares without encoding. */
    public static final Comparator<String> TEXTS = Utf8Order::compare;

    private Utf8Order() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // Surrogates stand for code points above all others.
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
