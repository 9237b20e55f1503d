package io.mtasts.operator.prober;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.operator.HandClock;
import io.mtasts.operator.prober.ProbeSpec.ExpectedPolicy;
import io.mtasts.operator.prober.ProbeSpec.Occasion;
import io.mtasts.operator.prober.ProbeSpec.OwnSide;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the prober goes out, when it only asks the pods, and when it rests. */
final class ProberTest implements DomainObserver, Pods {
    private static final String BODY = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";
    private static final ExpectedPolicy EXPECTED = new ExpectedPolicy("1", BODY);
    private static final Duration PROPAGATION = Duration.ofMillis(60);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final HandClock clock = new HandClock();
    private volatile Duration jump = Duration.ZERO;
    private volatile int setBackAtLook;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger freshLooks = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String party = "";
    private volatile PodAnswer pod = new PodAnswer.Answered("192.0.2.10", 404, "");
    private volatile boolean certified = true;
    private volatile List<String> atServers = List.of("v=STSv1; id=1;", "v=STSv1; id=1;");

    private final Prober<String> prober = new Prober<>(
            this,
            this,
            name -> new Answer.NoSuchName<>(List.of()),
            (party, server) -> List.of(),
            clock,
            PROPAGATION,
            4,
            key -> "owner of " + key,
            (key, took) -> {});

    @AfterEach
    void end() {
        prober.close();
    }

    @Test
    void asksOnlyThePodsUntilTheyHaveThePolicy() {
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> asked.get() >= 4);
        assertThat(looks).hasValue(1);

        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        await().until(() -> looks.get() >= 3);
        await().until(() -> prober.latest("d").orElseThrow().propagation().complete(PROPAGATION));
    }

    @Test
    void staysInsideWhileACertificateIsAwaitedAndGoesOutWhenItIsThere() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        certified = false;
        prober.keepProbing("d", probeSpec(true, "none"), "", Optional.empty());
        await().until(() -> asked.get() >= 4);
        prober.keepProbing("d", probeSpec(true, "none, and reached at another address"), "", Optional.empty());
        await().until(() -> asked.get() >= 6);
        assertThat(looks).hasValue(1);

        certified = true;
        prober.keepProbing("d", probeSpec(false, "issued"), "", Optional.empty());
        await().until(() -> looks.get() >= 3);
    }

    /** Questions and connections are shared by namespaces too, and not only looks. */
    @Test
    void looksOnBehalfOfWhoeverItIsFor() {
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> party.equals("owner of d"));
    }

    @Test
    void restsWhenAllIsAsExpected() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> prober.latest("d").isPresent()
                && prober.latest("d").orElseThrow().propagation().complete(PROPAGATION));
        int soFar = looks.get();
        await().during(PROPAGATION.multipliedBy(5)).until(() -> looks.get() == soFar);
    }

    @Test
    void looksAgainSoonWhileOneNameServerLagsBehind() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        atServers = List.of("v=STSv1; id=1;", "v=STSv1; id=0;");
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> looks.get() >= 6);
    }

    @Test
    void looksOnWhenTheClockJumpsInALook() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        jump = Duration.ofDays(30);
        prober.keepProbing("d", probeSpec(false, "as it is", PROPAGATION), "", Optional.empty());
        await().until(() -> looks.get() >= 8);
    }

    @Test
    void looksAfreshWhenAPromotionIsDueAndNotBefore() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        var due = Optional.of(clock.instant().plus(Duration.ofHours(2)));
        prober.keepProbing("d", probeSpec(false, "as it is"), "", due);
        await().until(() -> prober.latest("d")
                .filter(seen -> seen.propagation().complete(PROPAGATION))
                .isPresent());
        prober.keepProbing("d", probeSpec(false, "as it is"), "", due);
        await().during(PROPAGATION.multipliedBy(5)).until(() -> freshLooks.get() == 0);

        clock.forward(Duration.ofHours(2));
        prober.keepProbing("d", probeSpec(false, "as it is"), "", due);
        await().until(() -> prober.latest("d").filter(ProbeResult::fresh).isPresent());
        prober.keepProbing("d", probeSpec(false, "as it is"), "", due);
        await().during(PROPAGATION.multipliedBy(5)).until(() -> freshLooks.get() == 1);
    }

    @Test
    void looksWhenAPromotionIsDueThoughTheIntervalIsLonger() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        var due = Optional.of(clock.instant().plus(PROPAGATION.multipliedBy(4)));
        prober.keepProbing("d", probeSpec(false, "as it is"), "", due);
        await().until(() -> {
            clock.forward(Duration.ofMillis(5));
            return prober.latest("d").filter(ProbeResult::fresh).isPresent();
        });
    }

    @Test
    void looksThatAreAskedForByHandDoNotWaitForAClockThatWasSetBack() {
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> prober.latest("d").isPresent());
        prober.keepProbing("d", probeSpec(false, "as it is"), "1", Optional.empty());
        await().until(() -> handled("1"));

        clock.forward(Duration.ofHours(-1));
        prober.keepProbing("d", probeSpec(false, "as it is"), "2", Optional.empty());
        await().until(() -> handled("2"));
    }

    /** As a person who annotates in a loop would have it. */
    @Test
    void looksThatAreAskedForByHandKeepAPace() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> prober.latest("d").isPresent());
        var check = new AtomicInteger();
        long began = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    prober.keepProbing(
                            "d", probeSpec(false, "as it is"), "" + check.incrementAndGet(), Optional.empty());
                    return Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 6;
                });
        assertThat(check.get()).isGreaterThan(10);
        assertThat(freshLooks.get()).isBetween(1, 2); // at once, and after five seconds
    }

    @Test
    void aPolicyHasSpreadThoughTheClockWasSetBack() {
        pod = new PodAnswer.Answered("192.0.2.10", 200, BODY);
        setBackAtLook = 2;
        prober.keepProbing("d", probeSpec(false, "as it is"), "", Optional.empty());
        await().until(() -> prober.latest("d")
                .filter(seen -> seen.propagation().complete(PROPAGATION))
                .isPresent());
        assertThat(prober.latest("d").orElseThrow().watchedSince()).isBeforeOrEqualTo(clock.instant());
    }

    /** As a person who changes the spec in a loop would have it. */
    @Test
    void whatChangesAllTheTimeIsNotLookedAtAllTheTime() {
        certified = false;
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            prober.keepProbing("d", probeSpec(false, "change " + asked.get()), "", Optional.empty());
            return asked.get() >= 20;
        });
        int soFar = asked.get();
        long began = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    prober.keepProbing("d", probeSpec(false, "change " + System.nanoTime()), "", Optional.empty());
                    return Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 5;
                });
        assertThat(asked.get() - soFar).isBetween(1, 40); // the usual looks after each change that counts
    }

    private boolean handled(String check) {
        return prober.latest("d")
                .filter(seen -> seen.handledCheck().equals(check))
                .isPresent();
    }

    private static ProbeSpec probeSpec(boolean awaitsCertificate, String ownSide) {
        return probeSpec(awaitsCertificate, ownSide, Duration.ofHours(1));
    }

    private static ProbeSpec probeSpec(boolean awaitsCertificate, String ownSide, Duration interval) {
        return new ProbeSpec(
                "example.com",
                true,
                interval,
                Optional.of(EXPECTED),
                awaitsCertificate,
                List.of(new InetSocketAddress("192.0.2.10", 8080)),
                Optional.of("default"),
                new TreeSet<>(),
                Set.of(),
                Optional.empty(),
                new OwnSide(Optional.empty(), Optional.of(ownSide), new TreeSet<>()),
                new Occasion(Optional.empty(), Optional.empty()));
    }

    @Override
    public PodAnswer ask(InetSocketAddress address, String domain) {
        asked.incrementAndGet();
        return pod;
    }

    @Override
    public PublicView observe(String domain, Look look) {
        if (looks.incrementAndGet() == setBackAtLook) {
            clock.forward(Duration.ofHours(-1));
        }
        freshLooks.addAndGet(look.fresh() ? 1 : 0);
        party = look.party();
        clock.forward(jump);
        var nothing = new Answer.NoSuchName<String>(List.of());
        var servers = IntStream.range(0, atServers.size())
                .mapToObj(number -> new AtServer<>("ns" + number + ".example", found(atServers.get(number))))
                .toList();
        return new PublicView(
                domain,
                clock.instant(),
                new TxtView("_mta-sts." + domain, found(atServers.getFirst()), servers),
                new TxtView("_smtp._tls." + domain, nothing, List.of()),
                new PolicyHostView("mta-sts." + domain, found(ADDRESS), List.of(answer())),
                new MailServersView(new Answer.NoSuchName<>(List.of()), List.of(), List.of(), true),
                new Vantage(Vantage.Reach.OPEN, Vantage.Reach.OPEN),
                Dnssec.UNKNOWN);
    }

    private static <T> Answer<T> found(T value) {
        return new Answer.Found<>(List.of(value), List.of(), 300);
    }

    private Attempt<PolicyOutcome> answer() {
        if (!certified) {
            return new Attempt<>(
                    ADDRESS,
                    Optional.empty(),
                    new PolicyOutcome.CertificateRejected(CertificateProblem.UNTRUSTED, "", Optional.empty()));
        }
        return PolicyAnswer.valid(ADDRESS, BODY);
    }

    @Override
    public void close() {}
}
