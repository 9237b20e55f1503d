package io.mtasts.lab.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fits text into so many columns. */
final class Wrapping {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./^-]+");
    /** {@code --patch=} of an option whose value needs quotes. */
    private static final Pattern OPTION = Pattern.compile("(-[A-Za-z0-9=-]*=)(.*)");

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
        if (PLAIN.matcher(argument).matches() || argument.equals("|")) {
            return argument;
        }
        var option = OPTION.matcher(argument);
        return option.matches() ? option.group(1) + inQuotes(option.group(2)) : inQuotes(argument);
    }

    private static String inQuotes(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
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
