package io.mtasts.policy;

/** What somebody else wrote, made safe to show: printable ASCII, escaped, at most {@value #LIMIT} characters. */
public final class Excerpt {
    /** The longest excerpt, in characters, the mark for "cut here" included. */
    public static final int LIMIT = 80;

    private static final String CUT = "...";

    private Excerpt() {}

    /**
     * Quotes and backslashes get a backslash, other characters outside of printable ASCII become {@code \xNN}, or
     * {@code \}{@code uNNNN} above 255. A longer text is cut and ends in three dots.
     */
    public static String of(String text) {
        return of(text, LIMIT);
    }

    /** The same with another limit, for what is the only clue that there is. */
    public static String of(String text, int limit) {
        var shown = new StringBuilder(limit);
        int lastThatLeavesRoom = 0;
        for (int i = 0; i < text.length(); i++) {
            shown.append(escaped(text.charAt(i)));
            if (shown.length() > limit) {
                return shown.substring(0, lastThatLeavesRoom) + CUT;
            }
            if (shown.length() <= limit - CUT.length()) {
                lastThatLeavesRoom = shown.length();
            }
        }
        return shown.toString();
    }

    private static String escaped(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        if (c >= ' ' && c <= '~') {
            return String.valueOf(c);
        }
        return c <= 0xFF ? "\\x%02X".formatted((int) c) : "\\u%04X".formatted((int) c);
    }
}
