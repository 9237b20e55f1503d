package io.mtasts.reports.receiver;

import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.HostPort;
import io.mtasts.reports.admission.Intake;
import io.mtasts.reports.admission.OurDomain;
import io.mtasts.reports.admission.OurDomains;
import io.mtasts.reports.admission.Room;
import io.mtasts.reports.answer.SeenJson;
import io.mtasts.reports.mail.DkimKeys;
import io.mtasts.reports.mail.SignatureCheck;
import io.mtasts.reports.mail.TrustedResults;
import io.mtasts.reports.mail.Vouching;
import io.mtasts.reports.post.InternalPort;
import io.mtasts.reports.post.InternalPort.Page;
import io.mtasts.reports.post.PostDoor;
import io.mtasts.reports.smtp.MailDoor;
import io.mtasts.reports.smtp.MailProtocol;
import io.mtasts.reports.smtp.Recipients;
import io.mtasts.reports.store.Question;
import io.mtasts.reports.store.Retention;
import io.mtasts.reports.store.SqlReportStore;
import io.mtasts.reports.store.StoreUnavailable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiver from its start to its end. */
public final class Receiver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);
    private static final String DOMAINS = "domains";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    /** Of all mails and reports that are being received or read, in bytes. */
    private static final long HELD = 48L * 1024 * 1024;

    private static final Duration PURGE = Duration.ofHours(1);

    private final ReceiverSettings settings;
    private final SqlReportStore store;
    private final Clock clock;
    private final OurDomains ours = new OurDomains();
    private final ReceiverMeters meters = new ReceiverMeters(ours);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Receiver(ReceiverSettings settings, SqlReportStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Opens the doors. The store stays its owner's to close.
     *
     * @throws IOException when an address cannot be listened on, with a sentence
     * @throws StoreUnavailable when the list of domains cannot be had from the store
     */
    public static Receiver start(ReceiverSettings settings, SqlReportStore store, Clock clock)
            throws IOException, StoreUnavailable {
        var receiver = new Receiver(settings, store, clock);
        try {
            receiver.open();
            return receiver;
        } catch (IOException | StoreUnavailable | RuntimeException e) {
            receiver.close();
            throw e;
        }
    }

    private void open() throws IOException, StoreUnavailable {
        known().ifPresent(ours::set);
        var room = new Room(HELD);
        var intake = new Intake(store, ours, vouching(), settings.trusted(), settings.intake(), clock, meters::count);
        for (var protocol : MailProtocol.values()) {
            var address = switch (protocol) {
                case SMTP -> settings.smtp();
                case LMTP -> settings.lmtp();
            };
            if (address.isPresent()) {
                var recipients = new Recipients(settings.addresses(), ours);
                var terms =
                        new MailDoor.Terms(protocol, settings.hostName(), recipients, settings.mail(), room, intake);
                opened(protocol.name(), address.get(), () -> MailDoor.open(address.get(), terms));
            }
        }
        if (settings.http().isPresent()) {
            var address = settings.http().get();
            opened("HTTP", address, () -> PostDoor.open(address, Optional.empty(), intake, ours, room));
        }
        if (settings.https().isPresent()) {
            var address = settings.https().get();
            var tls = settings.tls().orElseThrow().context();
            opened("HTTPS", address, () -> PostDoor.open(address, Optional.of(tls), intake, ours, room));
        }
        if (settings.internal().isPresent()) {
            var address = settings.internal().get();
            opened("The internal port", address, () -> InternalPort.open(address, pages(), this::asked));
        }
        purgeFromNowOn();
        LOG.info(
                ours.areKnown()
                        ? "Domains that reports are taken for: {}"
                        : "Waits to be told for which domains it takes reports; known: {}",
                ours.size());
    }

    /** Something that listens. */
    private interface Opening {
        AutoCloseable open() throws IOException;
    }

    private void opened(String what, InetSocketAddress address, Opening opening) throws IOException {
        var place = new HostPort(AddressText.of(address.getAddress()), address.getPort());
        try {
            open.push(opening.open());
            LOG.info("{} is open at {}", what, place);
        } catch (IOException e) {
            throw new IOException("%s cannot listen at %s: %s".formatted(what, place, e.getMessage()), e);
        }
    }

    private Vouching vouching() {
        var keys = new DkimKeys(settings.network(), clock);
        open.push(keys);
        var own = new SignatureCheck(keys::at, settings.trusted()::include);
        return settings.authservId()
                .<Vouching>map(id -> new TrustedResults(id, own))
                .orElse(own);
    }

    /** As it was started with, else as the operator said last, perhaps to one before us. */
    private Optional<List<OurDomain>> known() throws StoreUnavailable {
        if (settings.domains().isPresent()) {
            return settings.domains();
        }
        return store.remembered(DOMAINS)
                .map(text ->
                        DomainsAsked.read(text.getBytes(StandardCharsets.UTF_8)).domains());
    }

    private Map<String, Supplier<Page>> pages() {
        return Map.of(
                "/livez", () -> new Page(200, PLAIN, "alive\n"),
                "/readyz", this::ready,
                "/metrics", () -> new Page(200, METRICS, meters.text()));
    }

    private Page ready() {
        if (!ours.areKnown()) {
            return new Page(503, PLAIN, "Not ready: nobody has said yet for which domains reports are taken.\n");
        }
        try {
            var _ = store.remembered(DOMAINS);
            return new Page(200, PLAIN, "ready\n");
        } catch (StoreUnavailable e) {
            return new Page(503, PLAIN, "Not ready: %s.\n".formatted(e.getMessage()));
        }
    }

    /** The list is stored before it is gone by, so that a restart knows no less. */
    private Page asked(byte[] body) {
        try {
            var asked = DomainsAsked.read(body);
            if (settings.domains().isEmpty()) {
                store.remember(DOMAINS, DomainsAsked.text(asked.domains()));
                ours.set(asked.domains());
            }
            var to = asked.to().orElse(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
            var from = asked.from().orElse(to.minusDays(DomainsAsked.USUAL_DAYS - 1L));
            var names = asked.domains().stream().map(OurDomain::name).toList();
            var seen = store.seen(new Question(names, from, to, settings.trusted()::include));
            return new Page(200, "application/json", SeenJson.of(seen));
        } catch (IllegalArgumentException e) {
            return new Page(400, PLAIN, e.getMessage() + "\n");
        } catch (StoreUnavailable e) {
            LOG.error("The operator's question cannot be answered: {}", e.getMessage());
            return new Page(503, PLAIN, "Come again: %s.\n".formatted(e.getMessage()));
        }
    }

    private void purgeFromNowOn() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("purge").factory());
        var _ = timer.scheduleWithFixedDelay(this::purge, 1, PURGE.toMinutes(), TimeUnit.MINUTES);
        open.push(timer::shutdownNow);
    }

    private void purge() {
        try {
            var gone = store.purge(Retention.usual(), clock.instant());
            LOG.debug("{} reports and {} counts were old enough to go", gone.reports(), gone.counts());
        } catch (StoreUnavailable e) {
            LOG.warn("What is old stays for now: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A defect: what is old stays for now", e);
        }
    }

    /** Shuts the doors, the last opened first; what is under way comes to its end within a bounded time. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.error("A part of the receiver did not stop as it should", e);
            }
        }
    }
}
