package io.mtasts.lab.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fits text into so many columns. */
final class Wrapping {
    private static final String PLAIN = "[A-Za-z0-9_@%+=:,./-]+";

    private Wrapping() {}

    /** The words of a text in lines of at most {@code width} columns; a longer word has a line of its own, uncut. */
    static List<String> paragraph(String text, int width) {
        return fit(Stream.of(text.strip().split("\\s+")).toList(), width, width);
    }

    /**
     * A command as a person would type it, so that it can be copied: arguments quoted where a shell needs it, and lines that
     * go on in the next one end with a backslash.
     */
    static List<String> command(List<String> arguments, int width) {
        var lines = fit(arguments.stream().map(Wrapping::quoted).toList(), width - 2, width - 6);
        var typed = new ArrayList<String>();
        for (int at = 0; at < lines.size(); at++) {
            typed.add((at == 0 ? "" : "    ") + lines.get(at) + (at == lines.size() - 1 ? "" : " \\"));
        }
        return typed;
    }

    private static String quoted(String argument) {
        return argument.matches(PLAIN) || argument.equals("|") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private static List<String> fit(List<String> words, int first, int others) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : words) {
            int width = lines.isEmpty() ? first : others;
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
