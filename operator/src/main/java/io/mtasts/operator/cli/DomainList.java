package io.mtasts.operator.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The domains to check, from the command line and from a file, each once; a bad one is wrong usage. */
final class DomainList {
    private final Terminal terminal;
    private final CommandSpec command;
    private final LinkedHashSet<String> domains = new LinkedHashSet<>();

    DomainList(Terminal terminal, CommandSpec command) {
        this.terminal = terminal;
        this.command = command;
    }

    void add(String domain) {
        add(domain, "");
    }

    /** A domain a line; empty lines and what follows a {@code #} do not count. */
    void addAll(String fileOrDash) {
        var text = new String(new Input(terminal, command).read(fileOrDash), StandardCharsets.UTF_8);
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var domain = line.replaceFirst("#.*", "").trim();
            if (!domain.isEmpty()) {
                add(
                        domain,
                        "line %d of %s: ".formatted(number, fileOrDash.equals("-") ? "standard input" : fileOrDash));
            }
        }
    }

    List<String> domains() {
        if (domains.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "A domain is missing: write one, for example  mta-sts-operator check example.com");
        }
        return List.copyOf(domains);
    }

    private void add(String written, String where) {
        try {
            var domain = DomainName.parse(written);
            domain.note().ifPresent(note -> terminal.err().println(note));
            domains.add(domain.text());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), where + e.getMessage(), e);
        }
    }
}
