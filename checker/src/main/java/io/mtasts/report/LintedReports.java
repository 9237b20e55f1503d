package io.mtasts.report;

import io.mtasts.policy.Parsed;
import io.mtasts.policy.Position;
import io.mtasts.policy.Remark;
import io.mtasts.tlsrpt.TlsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@code lint report} says of all that it was given. One thing alone is shown as a whole; of several each is shown briefly, as it comes,
 * and then a sum over all. Only sums are kept.
 */
public final class LintedReports {
    /** What is passed over in a large mailbox could fill screens. */
    private static final int MOST_NAMED = 10;

    private final Form form;
    private final Consumer<String> out;
    private final ReportSum sum = new ReportSum();
    private final List<Unread> passedOver = new ArrayList<>();
    private final List<Unread> notRead = new ArrayList<>();
    private Optional<Runnable> held = Optional.empty();
    private Optional<LintReport> only = Optional.empty();
    private int things;
    private Counts counts = new Counts(0, 0, 0, 0, 0);

    /** How it is written. */
    interface Form {
        String begin();

        String report(LintReport report, boolean known);

        String end(Counts counts, ReportSum sum, List<Unread> passedOver, List<Unread> notRead);

        String alone(LintReport report);
    }

    /** How many there were of each. {@code copies} are valid, and count once in all sums. */
    record Counts(int valid, int notValid, int copies, int passedOver, int notRead) {
        int reports() {
            return valid + notValid;
        }

        boolean good() {
            return valid > 0 && notValid == 0 && notRead == 0;
        }
    }

    /** What is no report that was read, and why. */
    record Unread(String where, String why) {}

    private LintedReports(Form form, Consumer<String> out) {
        this.form = form;
        this.out = out;
    }

    /** For a terminal. */
    public static LintedReports text(Consumer<String> out) {
        return new LintedReports(new ReportsText(), out);
    }

    /** For a program: one object. */
    public static LintedReports json(Consumer<String> out) {
        return new LintedReports(new ReportsJson(), out);
    }

    /**
     * A report, valid or not.
     *
     * @param where for a person, as in the next two
     */
    public void report(String where, Parsed<TlsReport> parsed) {
        var shown = LintReport.ofTlsReport(printable(where), parsed);
        boolean known = parsed.value().isPresent() && !sum.add(parsed.value().get());
        counts = new Counts(
                counts.valid() + (parsed.valid() ? 1 : 0),
                counts.notValid() + (parsed.valid() ? 0 : 1),
                sum.copies(),
                counts.passedOver(),
                counts.notRead());
        next(shown, () -> out.accept(form.report(shown, known)));
    }

    /** Something else, among other things. */
    public void passedOver(String where, String what) {
        counts = new Counts(
                counts.valid(), counts.notValid(), counts.copies(), counts.passedOver() + 1, counts.notRead());
        keep(passedOver, where, what);
    }

    /** What could not be read. */
    public void notRead(String where, String problem) {
        counts = new Counts(
                counts.valid(), counts.notValid(), counts.copies(), counts.passedOver(), counts.notRead() + 1);
        keep(notRead, where, problem);
    }

    /** Writes the rest, and gives the exit status: 0 when there is a report, all are valid, and all was read; else 1. */
    public int end() {
        if (things == 1) {
            var alone = only.orElseThrow();
            out.accept(form.alone(alone));
            return alone.exitStatus();
        }
        if (things == 0) {
            out.accept(form.begin());
        }
        out.accept(form.end(counts, sum, passedOver, notRead));
        return counts.good() ? ExitStatus.GOOD : ExitStatus.ERROR;
    }

    private void keep(List<Unread> kept, String where, String why) {
        if (kept.size() < MOST_NAMED) {
            kept.add(new Unread(printable(where), why));
        }
        next(LintReport.ofTlsReport(printable(where), unreadable(why)), () -> {});
    }

    /** The first waits for a second. */
    private void next(LintReport alone, Runnable show) {
        things++;
        if (things == 1) {
            only = Optional.of(alone);
            held = Optional.of(show);
            return;
        }
        if (things == 2) {
            out.accept(form.begin());
            held.ifPresent(Runnable::run);
            held = Optional.empty();
            only = Optional.empty();
        }
        show.run();
    }

    /** Whoever may name a file may not command the terminal. */
    private static String printable(String where) {
        return where.replaceAll("\\p{Cntrl}", "?");
    }

    private static Parsed<TlsReport> unreadable(String why) {
        return new Parsed<>(
                Optional.empty(),
                List.of(new Remark(Remark.Severity.ERROR, Remark.Kind.ReportMalformed, Position.NOWHERE, "", why)));
    }
}
