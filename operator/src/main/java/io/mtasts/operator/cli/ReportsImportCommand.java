package io.mtasts.operator.cli;

import io.mtasts.policy.Excerpt;
import io.mtasts.policy.Remark;
import io.mtasts.report.ExitStatus;
import io.mtasts.reports.answer.SeenJson;
import io.mtasts.reports.file.ComeUpon;
import io.mtasts.reports.file.ComeUpon.AReport;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.reports.file.ComeUpon.PassedOver;
import io.mtasts.reports.file.FileLimits;
import io.mtasts.reports.file.ReportFiles;
import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.intake.Door;
import io.mtasts.reports.store.ReportStore.Kept;
import io.mtasts.reports.store.SqlReportStore;
import io.mtasts.reports.store.StoreUnavailable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts reports from files into a store. */
@Command(
        description = {
            "Put TLS reports into a store, which is made where there is none.",
            "",
            "Takes JSON, gzip, e-mails, mailboxes, zip archives and directories of them. A report that is there"
                    + " already",
            "is not counted again. What is imported informs; it is no evidence for a rollout, since nobody signed the"
                    + " file."
        })
final class ReportsImportCommand implements Callable<Integer> {
    /** In one transaction. */
    private static final int TOGETHER = 100;

    /** Of those together, once they are read: packed they may be a thousandth of it. */
    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

    private static final int MOST_PROBLEMS = 100;

    private final Program program;
    private final List<Arrival> waiting = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long waitingCharacters;
    private long stored;
    private long known;
    private long failed;
    private long others;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "For people (text, the default) or for programs (json).")
    private LintOutput.Format format = LintOutput.Format.text;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIRECTORY|-",
            description = "What has reports in it; - reads standard input.")
    private List<String> files = List.of();

    ReportsImportCommand(Program program) {
        this.program = program;
    }

    /** What could not be taken. */
    record Problem(String where, String problem) {}

    /** What became of all; the JSON of this command. */
    record Imported(long stored, long known, long failed, long others, List<Problem> problems) {}

    /** Through the callback of a reader that knows no store. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient StoreUnavailable problem;

        Stopped(StoreUnavailable problem) {
            super(problem);
            this.problem = problem;
        }
    }

    @Override
    public Integer call() throws CannotRun {
        var paths = files.stream().map(this::path).toList();
        try (var open = store.make(program.environment())) {
            var reading = new ReportFiles(FileLimits.USUAL, found -> take(found, open));
            for (var path : paths) {
                if (path.isPresent()) {
                    reading.read(path.get());
                } else {
                    reading.read("standard input", program.terminal().in());
                }
            }
            flush(open);
        } catch (Stopped stopped) {
            var before = stored + known == 0
                    ? ""
                    : " %s stored before that: import the same files again, none is counted twice."
                            .formatted(count(stored + known, "report was", "reports were"));
            throw new CannotRun(StoreOptions.cannot(stopped.problem).getMessage() + before, stopped);
        }
        var imported = new Imported(stored, known, failed, others, problems);
        switch (format) {
            case json -> program.terminal().out().println(SeenJson.of(imported));
            case text -> print(imported);
        }
        return failed == 0 && stored + known > 0 ? ExitStatus.GOOD : ExitStatus.ERROR;
    }

    private Optional<Path> path(String file) {
        try {
            return file.equals("-") ? Optional.empty() : Optional.of(Path.of(file));
        } catch (InvalidPathException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s is not the name of a file.".formatted(Excerpt.of(file)), e);
        }
    }

    private void take(ComeUpon found, SqlReportStore open) {
        switch (found) {
            case PassedOver _ -> others++;
            case NotRead(var where, var problem) -> problem(where, problem);
            case AReport report
            when report.parsed().value().isEmpty() ->
                problem(
                        report.where(),
                        report.parsed().remarks().stream()
                                .filter(remark -> remark.severity() == Remark.Severity.ERROR)
                                .map(Remark::message)
                                .findFirst()
                                .orElse("it cannot be read"));
            case AReport report -> {
                waiting.add(new Arrival(
                        report.parsed().value().orElseThrow(),
                        report.raw(),
                        Door.FILE,
                        Optional.empty(),
                        program.clock().instant()));
                waitingCharacters +=
                        report.parsed().value().orElseThrow().toString().length();
                if (waiting.size() == TOGETHER || waitingCharacters > MOST_CHARACTERS) {
                    flush(open);
                }
            }
        }
    }

    private void flush(SqlReportStore open) {
        try {
            for (var kept : open.keep(waiting)) {
                if (kept == Kept.NEW) {
                    stored++;
                } else {
                    known++;
                }
            }
        } catch (StoreUnavailable e) {
            throw new Stopped(e);
        }
        waiting.clear();
        waitingCharacters = 0;
    }

    private void problem(String where, String problem) {
        failed++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(where, problem));
        }
    }

    private void print(Imported imported) {
        var out = program.terminal().out();
        out.printf("%s stored, %d known already.%n", count(imported.stored, "report", "reports"), imported.known);
        if (imported.others > 0) {
            out.printf("%s passed over: no report in it.%n", count(imported.others, "thing was", "things were"));
        }
        if (imported.failed > 0) {
            out.printf("%s not be read:%n", count(imported.failed, "thing could", "things could"));
            imported.problems.forEach(
                    problem -> out.printf("  %s: %s%n", Excerpt.of(problem.where, 200), problem.problem));
            if (imported.failed > imported.problems.size()) {
                out.printf("  and %d more%n", imported.failed - imported.problems.size());
            }
        }
    }

    private static String count(long number, String one, String several) {
        return number + " " + (number == 1 ? one : several);
    }
}
