package io.mtasts.operator.cli;

import io.mtasts.report.ExitStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How far a batch is, and how it stands. On a terminal one line says so, written over as it gets on; nothing where standard error is
 * none.
 */
final class Progress {
    private static final String ERASE = "\r\033[K";

    /** Before that a guess at what is left is worth nothing. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Terminal terminal;
    private final Clock clock;
    private final Instant start;
    private final List<String> domains;
    private int done;
    private int bad;
    private int worst = ExitStatus.GOOD;
    private boolean failed;

    Progress(Terminal terminal, Clock clock, List<String> domains) {
        this.terminal = terminal;
        this.clock = clock;
        this.start = clock.instant();
        this.domains = domains;
    }

    void show() {
        if (terminal.progress() && done < domains.size()) {
            terminal.err().print(ERASE + line());
            terminal.err().flush();
        }
    }

    private String line() {
        if (domains.size() == 1) {
            return "Checking %s ...".formatted(domains.getFirst());
        }
        var line = String.format(Locale.ROOT, "%,d of %,d domains checked", done, domains.size());
        if (bad > 0) {
            line += String.format(Locale.ROOT, ", %,d with errors", bad);
        }
        return line + left();
    }

    private String left() {
        var taken = Duration.between(start, clock.instant());
        if (done == 0 || taken.compareTo(SOON) < 0) {
            return "";
        }
        var left = taken.multipliedBy(domains.size() - done).dividedBy(done);
        return left.compareTo(LONG) < 0
                ? ", about %d s left".formatted(left.toSeconds() + 1)
                : ", about %d minutes left".formatted(left.toMinutes() + 1);
    }

    /** Call it before anything else is printed: both streams may be the same terminal. */
    void erase() {
        if (terminal.progress()) {
            terminal.err().print(ERASE);
            terminal.err().flush();
        }
    }

    /** One more, with what {@link ExitStatus} says of it. */
    void oneMore(int status) {
        done++;
        bad += status == ExitStatus.ERROR ? 1 : 0;
        worst = ExitStatus.worse(worst, status);
    }

    /** One more, of which this program can say nothing, by a mistake of its own. */
    void oneFailed() {
        done++;
        failed = true;
    }

    /** Has there been such a one? */
    boolean failed() {
        return failed;
    }

    /** The {@link ExitStatus} of all so far that could be judged. */
    int worst() {
        return worst;
    }
}
