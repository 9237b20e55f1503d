package io.mtasts.operator.cli;

import io.mtasts.check.Judgement;
import io.mtasts.observe.tls.TrustAnchors;
import io.mtasts.report.HtmlReport;
import io.mtasts.report.JsonReport;
import io.mtasts.report.TextReport;
import io.mtasts.report.Totals;

/** Prints judgements as they come, or all at the end. */
sealed interface CheckOutput {
    /** One more is certain. */
    void add(Judgement judgement);

    /** There are no more. */
    void end();

    /** Named as on the command line. */
    enum Format {
        text,
        json,
        html
    }

    static CheckOutput of(Format format, Terminal terminal, TrustAnchors trust) {
        return switch (format) {
            case text -> new Text(terminal, new TextReport(TextReport.USUAL_WIDTH, terminal.colours(), trust));
            case json -> new Json(terminal, new JsonReport(trust));
            case html -> new Html(terminal, new HtmlReport(trust));
        };
    }

    /** Reports for a person, with a line between any two, and how all of them stand at the end. */
    final class Text implements CheckOutput {
        private final Terminal terminal;
        private final TextReport report;
        private final Totals totals = new Totals();
        private boolean first = true;

        private Text(Terminal terminal, TextReport report) {
            this.terminal = terminal;
            this.report = report;
        }

        @Override
        public void add(Judgement judgement) {
            terminal.out().print((first ? "" : "\n\n") + report.of(judgement));
            first = false;
            totals.add(judgement);
        }

        @Override
        public void end() {
            if (!totals.line().isEmpty()) {
                terminal.out().print("\n\n" + totals.line() + "\n");
            }
        }
    }

    /** One object a line. */
    record Json(Terminal terminal, JsonReport report) implements CheckOutput {
        @Override
        public void add(Judgement judgement) {
            terminal.out().print(report.line(judgement) + "\n");
        }

        @Override
        public void end() {}
    }

    /** One page of all. */
    record Html(Terminal terminal, HtmlReport report) implements CheckOutput {
        @Override
        public void add(Judgement judgement) {
            report.add(judgement);
        }

        @Override
        public void end() {
            report.writeTo(terminal.out());
        }
    }
}
