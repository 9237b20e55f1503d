package io.mtasts.check;

import java.util.ArrayList;
import java.util.Collection;

/** Several things in one sentence: "a", "a and b", "a, b and c". */
public final class Listed {
    private static final int SHOWN = 5;

    private Listed() {}

    /** All of them. */
    public static String all(Collection<String> things) {
        var list = new ArrayList<>(things);
        int last = list.size() - 1;
        return last < 1 ? String.join("", list) : String.join(", ", list.subList(0, last)) + " and " + list.get(last);
    }

    /** The first five and how many there are beside: a message stays a message. */
    public static String few(Collection<String> things) {
        if (things.size() <= SHOWN) {
            return all(things);
        }
        var shown = new ArrayList<>(things.stream().limit(SHOWN).toList());
        shown.add(things.size() - SHOWN + " more");
        return all(shown);
    }
}
