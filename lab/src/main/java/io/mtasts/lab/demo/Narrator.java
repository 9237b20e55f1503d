package io.mtasts.lab.demo;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the story: plain words at the left margin, commands behind a prompt, what they printed indented. Once silenced it
 * tells nothing more, so that a shutdown is not talked over.
 */
final class Narrator {
    /** Columns of a line, but for what commands print. */
    static final int WIDTH = 96;

    private static final String INDENT = "    ";

    private enum Style {
        HEADING("\u001b[1m"),
        COMMAND("\u001b[36m"),
        TROUBLE("\u001b[31m");

        private final String on;

        Style(String on) {
            this.on = on;
        }
    }

    private final PrintStream out;
    private final boolean colours;
    private boolean midLine;
    private boolean silent;

    Narrator(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** On standard output; in colour when that is a terminal, unless {@code NO_COLOR} is set (no-color.org). */
    static Narrator onStandardOutput(Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        return new Narrator(
                out, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Begins a part of the story. */
    void heading(String text) {
        print("", styled(Style.HEADING, text));
    }

    void say(String text) {
        print(Wrapping.paragraph(text, WIDTH));
    }

    /** Says what is being done, for {@link #done} to end the line. */
    synchronized void begin(String text) {
        var lines = Wrapping.paragraph(text + " …", WIDTH - 4);
        print(lines.subList(0, lines.size() - 1));
        if (!silent) {
            out.print(lines.getLast());
            out.flush();
            midLine = true;
        }
    }

    synchronized void done(String result) {
        if (!silent) {
            out.println(" " + result);
            midLine = false;
        }
    }

    /** A command that is being run. */
    void command(List<String> arguments) {
        var lines = Wrapping.command(arguments, WIDTH - 2);
        print(styled(Style.COMMAND, "$ " + lines.getFirst()));
        lines.stream().skip(1).forEach(line -> print(styled(Style.COMMAND, "  " + line)));
    }

    /** What a command printed, as it is. */
    void output(String text) {
        print(text.lines().map(line -> (INDENT + line).stripTrailing()).toList());
    }

    /** Words of the operator, or a record: wrapped, indented. */
    void quote(String text) {
        Wrapping.paragraph(text, WIDTH - INDENT.length()).forEach(line -> print(INDENT + line));
    }

    /** A record that is put into the zone. */
    void dns(String record) {
        print(INDENT + "+ " + record);
    }

    /** Waits for the next line to be typed. */
    synchronized void ask() {
        if (!silent) {
            out.print("> ");
            out.flush();
        }
    }

    void trouble(String text) {
        Wrapping.paragraph(text, WIDTH).forEach(line -> print(styled(Style.TROUBLE, line)));
    }

    synchronized void silence() {
        endLine();
        silent = true;
    }

    private String styled(Style style, String text) {
        return colours ? style.on + text + "\u001b[0m" : text;
    }

    private void print(String... lines) {
        print(List.of(lines));
    }

    private synchronized void print(List<String> lines) {
        if (!silent) {
            endLine();
            lines.forEach(out::println);
        }
    }

    private void endLine() {
        if (midLine) {
            out.println();
            midLine = false;
        }
    }
}
