package io.mtasts.operator.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Names that somebody may have meant who wrote another: of reasons and of resources. Those of options and commands are picocli's to
 * suggest, which has nothing for values.
 */
final class NearNames {
    private static final int MOST = 3;
    private static final int SHORTEST_PART = 3;
    private static final int LETTERS_PER_MISTAKE = 4;
    private static final int LONGEST = 64;

    private NearNames() {}

    /** At most three, the nearest first: with few letters other, or with the word as a part of the name. */
    static List<String> of(String word, List<String> names) {
        var lower = word.toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST) {
            return List.of();
        }
        return names.stream()
                .filter(name -> near(lower, name.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .limit(MOST)
                .toList();
    }

    private static boolean near(String word, String name) {
        boolean part = word.length() >= SHORTEST_PART && name.contains(word);
        return part || distance(word, name) <= 1 + name.length() / LETTERS_PER_MISTAKE;
    }

    /** Letters to add, to take away and to replace (Levenshtein's). */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
