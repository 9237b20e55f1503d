package io.mtasts.policy;

/**
 * Where in a text something stands.
 *
 * @param line counted from one; 0 where the text has but one, as a record
 * @param character within the line, or within the text where that has no lines, counted from one in bytes of a record and in UTF-16
 *     units of a report; 0 for the whole line
 */
public record Position(int line, int character) {
    /** Of what is missing, or is about the whole text. */
    public static final Position NOWHERE = new Position(0, 0);

    static Position ofLine(int line) {
        return new Position(line, 0);
    }

    public static Position ofCharacter(int character) {
        return new Position(0, character);
    }

    /** For a message; empty for {@link #NOWHERE}. */
    String text() {
        var inLine = character == 0 ? "" : "character " + character;
        if (line == 0) {
            return inLine;
        }
        return "line " + line + (inLine.isEmpty() ? "" : ", " + inLine);
    }
}
