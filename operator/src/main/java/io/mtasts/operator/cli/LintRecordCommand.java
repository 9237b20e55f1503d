package io.mtasts.operator.cli;

import io.mtasts.report.LintReport;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads one TXT record, of either kind. */
@Command
final class LintRecordCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Function<String, LintReport> parser;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LintOutput output = new LintOutput();

    @Parameters(paramLabel = "TEXT|-", description = "The record, its strings joined; - reads standard input.")
    private String text = "";

    private LintRecordCommand(Terminal terminal, Function<String, LintReport> parser) {
        this.terminal = terminal;
        this.parser = parser;
    }

    static CommandLine line(Terminal terminal, String description, Function<String, LintReport> parser) {
        var line = new CommandLine(new LintRecordCommand(terminal, parser));
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() {
        var bytes = text.equals("-") ? new Input(terminal, spec).read(text) : text.getBytes(StandardCharsets.UTF_8);
        var octets = new String(bytes, StandardCharsets.ISO_8859_1); // one char per byte, as the parsers want it
        return output.print(terminal, parser.apply(text.equals("-") ? withoutLineEnd(octets) : octets));
    }

    /** What a pipe adds is not part of the record. */
    private static String withoutLineEnd(String line) {
        var unix = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        return unix.endsWith("\r") ? unix.substring(0, unix.length() - 1) : unix;
    }
}
