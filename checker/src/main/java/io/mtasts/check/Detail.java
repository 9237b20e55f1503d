package io.mtasts.check;

/** What a gatherer quotes of a peer, escaped there already, and kept short here whatever happens. */
final class Detail {
    private static final int LIMIT = 300;

    private Detail() {}

    static String of(String text) {
        var plain = text.replaceAll("[^ -~]", "?");
        return plain.length() <= LIMIT ? plain : plain.substring(0, LIMIT) + "...";
    }

    /** In parentheses after a blank; nothing when there is nothing to say. */
    static String aside(String text) {
        return text.isBlank() ? "" : " (" + of(text) + ")";
    }
}
