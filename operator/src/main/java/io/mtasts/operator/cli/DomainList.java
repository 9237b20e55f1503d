package io.mtasts.operator.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The domains to check, from the command line and from a file, each once. A bad one is wrong usage, and all bad ones are named at
 * once, before anything is looked at: whoever corrects a list of thousands wants to do that once.
 */
final class DomainList {
    /** Some hundred thousand domains. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int MOST_NAMED = 20;
    private static final int LONGEST_MESSAGE = 400;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Terminal terminal;
    private final CommandSpec command;
    private final LinkedHashSet<String> domains = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    DomainList(Terminal terminal, CommandSpec command) {
        this.terminal = terminal;
        this.command = command;
    }

    void add(String domain) {
        add(domain, "");
    }

    /** A domain a line; empty lines and what follows a {@code #} do not count. */
    void addAll(String fileOrDash) {
        var name = fileOrDash.equals("-") ? "standard input" : fileOrDash;
        var bytes = new Input(terminal, command).read(fileOrDash, MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s has more than %d MiB: check it in parts.".formatted(name, MOST_BYTES >> 20));
        }
        int number = 0;
        for (var line : (Iterable<String>) new String(bytes, StandardCharsets.UTF_8).lines()::iterator) {
            number++;
            var domain =
                    line.replace(BYTE_ORDER_MARK, "").replaceFirst("#.*", "").trim();
            if (!domain.isEmpty()) {
                add(domain, "line %d of %s: ".formatted(number, name));
            }
        }
    }

    List<String> domains() {
        if (!problems.isEmpty()) {
            throw new NotDomains(command.commandLine(), named());
        }
        if (domains.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "A domain is missing: name one, for example  mta-sts-operator check example.com");
        }
        return List.copyOf(domains);
    }

    private String named() {
        var named = String.join("\n", problems.subList(0, Math.min(MOST_NAMED, problems.size())));
        return problems.size() > MOST_NAMED ? "%s\nand %d more".formatted(named, problems.size() - MOST_NAMED) : named;
    }

    private void add(String written, String where) {
        try {
            var domain = DomainName.parse(written);
            domain.note().ifPresent(note -> terminal.err().println(note));
            domains.add(domain.text());
        } catch (IllegalArgumentException e) {
            problems.add(where + shown(String.valueOf(e.getMessage())));
        }
    }

    /** A list may come from anywhere: nothing in it is to steer the terminal, or to fill it. */
    private static String shown(String message) {
        var plain = CONTROL.matcher(message).replaceAll("?");
        return plain.length() > LONGEST_MESSAGE ? plain.substring(0, LONGEST_MESSAGE) + "..." : plain;
    }
}
