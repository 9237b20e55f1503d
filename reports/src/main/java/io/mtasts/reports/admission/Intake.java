package io.mtasts.reports.admission;

import io.mtasts.policy.Parsed;
import io.mtasts.policy.Remark;
import io.mtasts.reports.admission.Receipt.Later;
import io.mtasts.reports.admission.Receipt.Refused;
import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.intake.Door;
import io.mtasts.reports.mail.MailLimits;
import io.mtasts.reports.mail.NotAReport;
import io.mtasts.reports.mail.ReportMail;
import io.mtasts.reports.mail.ReportMail.AttachedReport;
import io.mtasts.reports.mail.Vouched;
import io.mtasts.reports.mail.Vouching;
import io.mtasts.reports.store.ReportStore;
import io.mtasts.reports.store.StoreUnavailable;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes reports from all doors: read, attributed, held against the limits, stored. What it answers is true when it answers. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final ReportStore store;
    private final OurDomains ours;
    private final Vouching vouching;
    private final TrustedSubmitters trusted;
    private final IntakeLimits limits;
    private final Quotas quotas;
    private final Clock clock;
    private final BiConsumer<Door, Receipt> counter;
    private final Semaphore places;

    /** @param counter is told what became of each thing that was brought */
    public Intake(
            ReportStore store,
            OurDomains ours,
            Vouching vouching,
            TrustedSubmitters trusted,
            IntakeLimits limits,
            Clock clock,
            BiConsumer<Door, Receipt> counter) {
        this.store = store;
        this.ours = ours;
        this.vouching = vouching;
        this.trusted = trusted;
        this.limits = limits;
        this.quotas = new Quotas(limits, clock);
        this.clock = clock;
        this.counter = counter;
        this.places = new Semaphore(limits.atOnce(), true);
    }

    /** A report that was read, before it is judged. */
    private record Read(TlsReport report, ByteBuffer raw, Optional<String> about) {}

    /** Blocks until the report is stored, or is not going to be, for a bounded time. */
    public Receipt take(Brought brought) {
        return count(brought.door(), judged(brought));
    }

    /** Counts and logs what a door has to say itself, and hands it back. */
    public Receipt count(Door door, Receipt receipt) {
        counter.accept(door, receipt);
        switch (receipt) {
            case Refused(var why, var words) -> LOG.info("{} refused ({}): {}", door, why, words);
            case Later(var why, var words) -> LOG.warn("{} not now ({}): {}", door, why, words);
            case Receipt.Stored _, Receipt.Known _ -> {
                // metrics tell how many
            }
        }
        return receipt;
    }

    private Receipt judged(Brought brought) {
        if (!ours.areKnown()) {
            return new Later(
                    Receipt.Delay.NO_DOMAINS, "this receiver has not been told yet for which domains it takes reports");
        }
        var wait = quotas.turn(brought.source());
        if (wait.isPresent()) {
            return new Later(Receipt.Delay.TOO_MANY, "too many reports from here: come again in a minute");
        }
        try {
            if (!places.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return new Later(Receipt.Delay.BUSY, "too many reports are being read: come again in a minute");
            }
            try {
                return isMail(brought.door()) ? mail(brought) : report(brought);
            } finally {
                places.release();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Later(Receipt.Delay.BUSY, "this receiver is about to stop");
        }
    }

    private static boolean isMail(Door door) {
        return switch (door) {
            case SMTP, IMAP -> true;
            case HTTPS, FILE -> false;
        };
    }

    private Receipt mail(Brought brought) {
        List<Read> reports = new ArrayList<>();
        ReportMail mail;
        try {
            mail = ReportMail.read(new ByteArrayInputStream(brought.content()), MailLimits.USUAL);
        } catch (NotAReport e) {
            var why = e.why() == NotAReport.Why.TOO_MUCH ? Receipt.Refusal.TOO_LARGE : Receipt.Refusal.NOT_A_REPORT;
            return new Refused(why, e.problem());
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read but an array", e);
        }
        for (AttachedReport attached : mail.reports()) {
            var parsed = attached.parse(limits.unpacked() / mail.reports().size());
            if (!parsed.valid()) {
                return unreadable(parsed);
            }
            reports.add(new Read(
                    parsed.value().orElseThrow(),
                    attached.raw(),
                    brought.about().or(mail::policyDomain)));
        }
        var early = firstProblem(reports);
        if (early.isPresent()) {
            return early.get(); // no key is looked up for what would be refused anyway
        }
        return switch (vouching.of(brought.content())) {
            case Vouched.By(var domain) -> storeAll(reports, brought.door(), Optional.of(domain));
            case Vouched.ByNobody(var reason) -> {
                LOG.debug("Nobody vouches for a mail from {}: {}", brought.source(), reason);
                yield storeAll(reports, brought.door(), Optional.empty());
            }
            case Vouched.Unclear(var reason) -> new Later(Receipt.Delay.KEY, reason);
        };
    }

    private Receipt report(Brought brought) {
        var parsed = TlsReportParser.parse(brought.content(), limits.unpacked());
        if (!parsed.valid()) {
            return unreadable(parsed);
        }
        var reports =
                List.of(new Read(parsed.value().orElseThrow(), ByteBuffer.wrap(brought.content()), brought.about()));
        return firstProblem(reports).orElseGet(() -> storeAll(reports, brought.door(), Optional.empty()));
    }

    private static Receipt unreadable(Parsed<TlsReport> parsed) {
        var first = parsed.remarks().stream()
                .filter(remark -> remark.severity() == Remark.Severity.ERROR)
                .findFirst()
                .orElseThrow();
        return new Refused(Receipt.Refusal.NOT_A_REPORT, "the report cannot be read: " + first.message());
    }

    private Optional<Receipt> firstProblem(List<Read> reports) {
        var rules = rules();
        return reports.stream()
                .flatMap(read -> rules.problem(read.report(), read.about()).stream())
                .findFirst();
    }

    private AdmissionRules rules() {
        return new AdmissionRules(ours, limits.oldest(), clock.instant());
    }

    /** Those before one that the store does not take are kept, and known when the mail comes again. */
    private Receipt storeAll(List<Read> reports, Door door, Optional<String> signer) {
        Receipt last = new Receipt.Known();
        var rules = rules();
        for (var read : reports) {
            var report = rules.ours(read.report(), read.about());
            var receipt = store(new Arrival(report, read.raw(), door, signer, clock.instant()));
            switch (receipt) {
                case Later _, Refused _ -> {
                    return receipt;
                }
                case Receipt.Stored _ -> last = receipt;
                case Receipt.Known _ -> {
                    // what was stored before it counts
                }
            }
        }
        return last;
    }

    private Receipt store(Arrival arrival) {
        var domains = AdmissionRules.domains(arrival.report());
        var name = arrival.submitter();
        boolean proven = arrival.signer().filter(trusted::include).isPresent();
        var full = domains.stream()
                .flatMap(domain -> quotas.full(domain, proven, name).stream())
                .findFirst();
        if (full.isPresent()) {
            return new Later(Receipt.Delay.TOO_MANY, full.get());
        }
        try {
            return switch (store.keep(arrival)) {
                case NEW -> {
                    domains.forEach(domain -> quotas.count(domain, proven, name));
                    yield new Receipt.Stored();
                }
                case KNOWN -> new Receipt.Known();
            };
        } catch (StoreUnavailable e) {
            LOG.error("A report cannot be stored: {}", e.getMessage(), e);
            return new Later(Receipt.Delay.STORE, "the report cannot be stored now: come again");
        }
    }
}
