package org.channelmirror.config;

import java.util.Collection;
import java.util.Locale;

/** The known word that is fewest edits away: letters added, left out, changed, or swapped with a neighbour. */
record Nearest(String word, int distance) {

    static Nearest to(String written, Collection<String> known) {
        String normalised = written.toLowerCase(Locale.ROOT).replace('-', '_');
        // No known word has that many letters: a hostile key must not cost its length squared.
        String cut = normalised.substring(0, Math.min(normalised.length(), 64));
        Nearest best = new Nearest("", Integer.MAX_VALUE);
        for (String word : known) {
            int distance = distance(cut, word);
            if (distance < best.distance) {
                best = new Nearest(word, distance);
            }
        }
        return best;
    }

    /** Few enough edits for a slip of the hand. */
    boolean isLikely() {
        return distance <= Math.max(1, word.length() / 3);
    }

    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(edits[i - 1][j - 1] + change, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
