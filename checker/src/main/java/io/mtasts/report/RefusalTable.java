package io.mtasts.report;

import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which TLS libraries of senders refuse what, for a terminal: the table of {@code explain SomeSendersRefuse}. */
final class RefusalTable {
    private static final String INDENT = "  ";

    private RefusalTable() {}

    /** @param width in columns */
    static List<String> lines(int width) {
        int left = INDENT.length() + names(SendingStack.all()).length() + INDENT.length();
        var lines = new ArrayList<String>();
        lines.addAll(row("Refused by", "a mail server that", left, width));
        for (var met : Peculiarity.values()) {
            lines.addAll(row(refusing(met), met.words(), left, width));
        }
        lines.add("");
        lines.addAll(Wrapped.lines("Tried as clients: " + tried() + ".", INDENT, width));
        return lines;
    }

    private static List<String> row(String refusedBy, String words, int left, int width) {
        var wrapped = Wrapped.lines(words, " ".repeat(left), width);
        var lines = new ArrayList<String>();
        lines.add((INDENT + refusedBy + " ".repeat(left)).substring(0, left)
                + wrapped.getFirst().substring(left));
        lines.addAll(wrapped.subList(1, wrapped.size()));
        return lines;
    }

    private static String refusing(Peculiarity met) {
        return met == Peculiarity.NOTHING_IN_COMMON
                ? "(the server is asked)"
                : names(SendingStack.refusing(Set.of(met)));
    }

    private static String names(Collection<SendingStack> stacks) {
        return stacks.stream().map(SendingStack::name).collect(Collectors.joining(", "));
    }

    private static String tried() {
        return SendingStack.all().stream()
                .map(stack -> "%s %s (%s)".formatted(stack.name(), stack.version(), stack.senders()))
                .collect(Collectors.joining("; "));
    }
}
