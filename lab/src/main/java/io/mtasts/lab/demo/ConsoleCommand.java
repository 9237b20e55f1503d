package io.mtasts.lab.demo;

import java.util.List;
import java.util.Locale;

/** A line typed at the console of {@code ./demo --keep}. */
sealed interface ConsoleCommand {
    /** The certificate of a mail server runs out. */
    record Expire(String host) implements ConsoleCommand {}

    /** An MX record and its mail server appear. */
    record AddMx(String host) implements ConsoleCommand {}

    /** The policy host is redirected. */
    record Redirect() implements ConsoleCommand {}

    /** All is well again. */
    record Mend() implements ConsoleCommand {}

    /** What the status wants in DNS is published. */
    record Publish() implements ConsoleCommand {}

    record Records() implements ConsoleCommand {}

    record Help() implements ConsoleCommand {}

    record Quit() implements ConsoleCommand {}

    record Nothing() implements ConsoleCommand {}

    /** Not a command; {@code why} is the answer to it. */
    record Wrong(String why) implements ConsoleCommand {}

    /** One line for each command. */
    String HELP = """
        expire HOST   the certificate of a mail server expires:   expire mx1.example.com
        add-mx HOST   an MX record appears, with a mail server:   add-mx mx3.example.com
        redirect      the policy host redirects all requests elsewhere
        mend          undo all of that
        records       show the records that should be in DNS
        publish       publish those for which the status shows a value
        help          this
        quit          stop everything and exit (like Ctrl-C)
        """;

    /** Reads a line; case and blanks do not matter. */
    static ConsoleCommand parse(String line) {
        var words = List.of(line.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        var host = words.size() == 2 ? words.getLast() : "";
        return switch (words.getFirst()) {
            case "expire" -> isHost(host) ? new Expire(host) : missingHost("expire mx1.example.com");
            case "add-mx" -> isHost(host) ? new AddMx(host) : missingHost("add-mx mx3.example.com");
            case "redirect" -> alone(words, new Redirect());
            case "mend" -> alone(words, new Mend());
            case "records" -> alone(words, new Records());
            case "publish" -> alone(words, new Publish());
            case "help", "?" -> alone(words, new Help());
            case "quit", "exit" -> alone(words, new Quit());
            case "" -> new Nothing();
            default -> new Wrong("\"%s\" is not a command; help lists them".formatted(words.getFirst()));
        };
    }

    private static ConsoleCommand alone(List<String> words, ConsoleCommand command) {
        return words.size() == 1 ? command : new Wrong("\"%s\" takes no argument".formatted(words.getFirst()));
    }

    private static ConsoleCommand missingHost(String example) {
        return new Wrong("its argument is the name of one mail server of %s: %s".formatted(ExampleCom.NAME, example));
    }

    private static boolean isHost(String text) {
        return text.matches("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+example\\.com") && text.length() <= 253;
    }
}
