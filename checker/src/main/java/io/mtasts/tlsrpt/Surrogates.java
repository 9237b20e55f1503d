package io.mtasts.tlsrpt;

/** UTF-16 as JSON escapes it: a text may hold {@code \}{@code ud800}, and then it is none. */
final class Surrogates {
    private Surrogates() {}

    /** Does half of a pair stand without the other? */
    static boolean alone(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
