package io.mtasts.policy;

/** The few grammar rules that records and policies share: ASCII only, unlike {@link Character} (RFC 5234 B.1, RFC 8461 3). */
public final class Abnf {
    private static final int EXTENSION_NAME_LIMIT = 32;

    /** What {@link #extensionName} asks, in words; the caller says which character comes next. */
    static final String EXTENSION_NAME_RULE = "a field's name must be 1 to 32 letters, digits, \"_\", \"-\" or \".\","
            + " starting with a letter or a digit, without spaces";

    private Abnf() {}

    public static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean alpha(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    public static boolean alphaOrDigit(char c) {
        return alpha(c) || digit(c);
    }

    /** WSP: a space or a tab. */
    public static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> digit((char) c));
    }

    /** {@code (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")}. */
    static boolean extensionName(String name) {
        return !name.isEmpty()
                && name.length() <= EXTENSION_NAME_LIMIT
                && alphaOrDigit(name.charAt(0))
                && name.chars().allMatch(c -> alphaOrDigit((char) c) || c == '_' || c == '-' || c == '.');
    }

    public static String withoutLeadingBlanks(String text) {
        int from = 0;
        while (from < text.length() && blank(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }

    public static String withoutTrailingBlanks(String text) {
        int to = text.length();
        while (to > 0 && blank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }

    /** Lower case for ASCII letters only: {@code toLowerCase} would also turn the Kelvin sign into a k. */
    public static String lowerCase(String text) {
        var lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return lower.toString();
    }
}
