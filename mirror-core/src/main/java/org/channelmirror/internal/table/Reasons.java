package org.channelmirror.internal.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why packages are in or out, each reason once and with a number of its own that takes two bytes. Used by one thread. */
public final class Reasons {

    /** The number where nothing is to be said. */
    public static final int NONE = 0;

    /** A filter that says something else of every package must not fill the memory. */
    private static final int MOST = 60_000;

    private static final String FURTHER = "further reasons";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The number of a reason. */
    public int number(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (texts.size() >= MOST && !text.equals(FURTHER)) {
            return number(FURTHER);
        }
        texts.add(text);
        numbers.put(text, texts.size());
        return texts.size();
    }

    /** The reason of a number that this object gave. */
    public String text(int number) {
        return texts.get(number - 1);
    }

    /** The highest number so far. */
    public int size() {
        return texts.size();
    }
}
