package io.mtasts.operator.cli;

import io.mtasts.report.ExitStatus;
import io.mtasts.report.LintReport;
import io.mtasts.reports.store.StoreUnavailable;
import io.mtasts.tlsrpt.TlsReportParser;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One report, as {@code lint report} shows it, or as it came. */
@Command(description = "Show a report of the store as lint report does, or, with --output raw, as it came.")
final class ReportsShowCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private StoreOptions store = new StoreOptions();

    /** Named as on the command line. */
    enum Format {
        text,
        json,
        raw
    }

    @Option(
            names = "--output",
            paramLabel = "text|json|raw",
            description = "For people (text, the default), for programs (json), or as the sender wrote it (raw).")
    private Format format = Format.text;

    @Parameters(paramLabel = "ID", description = "Its number, as reports list shows it.")
    private long id;

    ReportsShowCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws CannotRun {
        try (var open = store.open(program.environment())) {
            var found = open.report(id);
            if (found.isEmpty()) {
                program.terminal()
                        .err()
                        .printf(
                                "There is no report %d in the store: reports are kept for 30 days, unless set"
                                        + " otherwise.%n",
                                id);
                return ExitStatus.ERROR;
            }
            var report = found.get();
            var bytes = new byte[report.json().remaining()];
            report.json().duplicate().get(bytes);
            var out = program.terminal().out();
            switch (format) {
                case raw -> out.writeBytes(bytes);
                case text -> out.print(linted(bytes).text());
                case json -> out.println(linted(bytes).json());
            }
            return ExitStatus.GOOD;
        } catch (StoreUnavailable e) {
            throw StoreOptions.cannot(e);
        }
    }

    private LintReport linted(byte[] json) {
        return LintReport.ofTlsReport("report " + id, TlsReportParser.parse(json));
    }
}
