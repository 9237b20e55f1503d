package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.Aspect;
import io.mtasts.check.Expectation;
import io.mtasts.check.Judgement;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.smtp.MxOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a silent mail server is down or port 25 is closed here shows only when all have been looked at. */
class CheckBatchTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"silent.test talks.test", "talks.test silent.test"})
    void aSilentMailServerIsDownWhenAnotherOneAnswered(String order) throws Exception {
        var reach = Map.of("silent.test", Reach.CLOSED, "talks.test", Reach.OPEN);

        assertThat(reasons(order, reach)).containsEntry("silent.test", "MXUnreachable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent.test other.test", "other.test silent.test"})
    void allSilentMeansThatThePortIsClosed(String order) throws Exception {
        var reach = Map.of("silent.test", Reach.NOT_KNOWN, "other.test", Reach.CLOSED);

        assertThat(reasons(order, reach))
                .containsEntry("silent.test", "Port25Unreachable")
                .containsEntry("other.test", "Port25Unreachable");
    }

    /** One that answers nothing keeps its own place busy, and no more than that. */
    @Test
    void aSlowDomainHoldsUpNobody() throws Exception {
        var names = domains(500);
        var slow = names.getFirst();
        var othersDone = new CountDownLatch(names.size() - 1);
        var judged = new ArrayList<String>();
        run(
                domain -> {
                    if (domain.equals(slow)) {
                        await(othersDone);
                    }
                    return view(domain, Reach.OPEN);
                },
                names,
                judgement -> {
                    judged.add(domain(judgement));
                    othersDone.countDown();
                    return true;
                });

        assertThat(judged).hasSize(500).endsWith(slow).doesNotHaveDuplicates();
    }

    /** More than are looked at at first: a list may begin with those that all let us wait for one mail server. */
    @Test
    void manySlowDomainsHoldUpNobodyForLong() throws Exception {
        var names = domains(200);
        var slow = Set.copyOf(names.subList(0, 20));
        var othersDone = new CountDownLatch(names.size() - slow.size());
        var judged = new ArrayList<String>();
        run(
                domain -> {
                    if (slow.contains(domain)) {
                        await(othersDone);
                    }
                    return view(domain, Reach.OPEN);
                },
                names,
                judgement -> {
                    judged.add(domain(judgement));
                    othersDone.countDown();
                    return true;
                });

        assertThat(judged).hasSize(200).doesNotHaveDuplicates();
        assertThat(judged.subList(180, 200)).containsExactlyInAnyOrderElementsOf(slow);
    }

    @Test
    void onlySoManyAreUnderWay() throws Exception {
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        run(
                domain -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1000);
                    underWay.decrementAndGet();
                    return view(domain, Reach.OPEN);
                },
                domains(2000),
                judgement -> true);

        assertThat(most.get()).isBetween(1, 64);
    }

    /** With port 25 closed all of them would wait for the last: the memory that takes has a bound. */
    @Test
    void onlySoManyAreHeldBack() throws Exception {
        var looked = new AtomicInteger();
        var firstAfter = new AtomicInteger();
        run(
                domain -> {
                    looked.incrementAndGet();
                    return view(domain, Reach.CLOSED);
                },
                domains(3000),
                judgement -> {
                    firstAfter.compareAndSet(0, looked.get());
                    return true;
                });

        assertThat(firstAfter.get()).isBetween(500, 1000);
    }

    @Test
    void endsWhenNobodyWantsToKnowMore() throws Exception {
        var looked = new AtomicInteger();
        var judged = new AtomicInteger();
        run(
                domain -> {
                    looked.incrementAndGet();
                    return view(domain, Reach.OPEN);
                },
                domains(2000),
                judgement -> judged.incrementAndGet() < 10);

        assertThat(judged.get()).isEqualTo(10);
        assertThat(looked.get()).isLessThan(100);
    }

    private static CheckBatch batch(DomainObserver observer) {
        return new CheckBatch(observer, Clock.fixed(NOW, ZoneOffset.UTC), Expectation.NONE, (domain, bug) -> {
            throw bug;
        });
    }

    @Test
    void aMistakeOverOneDomainDoesNotEndTheOthers() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false);
        var observer = new Sight(domain -> switch (domain) {
            case "bad.test" -> throw new IllegalStateException("nobody foresaw this");
            default -> view(domain, Reach.OPEN);
        });
        var program = new Program(
                terminal,
                Map.of(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                settings -> observer,
                settings -> {},
                kubeconfig -> {
                    throw new AssertionError("no cluster was given");
                });

        int exit = Commands.run(program, "check", "a.test", "bad.test", "b.test", "--output", "json");

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("{\"domain\":\"a.test\""))
                .anySatisfy(line -> assertThat(line).startsWith("{\"domain\":\"b.test\""));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("bad.test could not be checked because of a bug in this program:\n")
                .contains("nobody foresaw this");
        assertThat(exit).isEqualTo(70);
    }

    @Test
    void aMistakeInReportingOnOneDomainDoesNotEndTheOthers() throws Exception {
        var failed = new ArrayList<String>();
        var judged = new ArrayList<String>();
        try (var observer = new Sight(domain -> view(domain, Reach.OPEN))) {
            new CheckBatch(
                            observer,
                            Clock.fixed(NOW, ZoneOffset.UTC),
                            Expectation.NONE,
                            (domain, bug) -> failed.add(domain))
                    .run(List.of("a.test", "bad.test", "b.test"), judgement -> {
                        if (domain(judgement).equals("bad.test")) {
                            throw new IllegalStateException("nobody foresaw this");
                        }
                        return judged.add(domain(judgement));
                    });
        }

        assertThat(failed).containsExactly("bad.test");
        assertThat(judged).containsExactlyInAnyOrder("a.test", "b.test");
    }

    private static List<String> domains(int count) {
        return IntStream.range(0, count).mapToObj("d%d.test"::formatted).toList();
    }

    private static void run(Function<String, PublicView> sight, List<String> domains, Predicate<Judgement> judged)
            throws Exception {
        try (var observer = new Sight(sight)) {
            batch(observer).run(domains, judged);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sees what it is told to see. */
    private record Sight(Function<String, PublicView> sight) implements DomainObserver {
        @Override
        public PublicView observe(String domain, Look look) {
            return sight.apply(domain);
        }

        @Override
        public void close() {}
    }

    /** The reason of MXTLSValid by domain. */
    private static Map<String, String> reasons(String order, Map<String, Reach> reach) throws Exception {
        var judged = new HashMap<String, String>();
        try (var observer = new Observer(reach)) {
            batch(observer).run(List.of(order.split(" ")), judgement -> {
                judged.put(domain(judgement), reason(judgement));
                return true;
            });
        }
        return judged;
    }

    private static String domain(Judgement judgement) {
        return judgement.evidence().view().domain();
    }

    private static String reason(Judgement judgement) {
        return judgement.verdict(Aspect.MX_TLS).orElseThrow().reason().name();
    }

    /** Sees a domain with one mail server, which does not answer, and says that of port 25. */
    private record Observer(Map<String, Reach> reach) implements DomainObserver {
        @Override
        public PublicView observe(String domain, Look look) {
            return view(domain, Objects.requireNonNull(reach.get(domain)));
        }

        @Override
        public void close() {}
    }

    private static PublicView view(String domain, Reach smtp) {
        var mx = "mx1." + domain;
        var address = InetAddress.ofLiteral("192.0.2.1");
        var silent = new MxOutcome.NoConversation(NoContact.CONNECT_TIMED_OUT, "");
        var host = new MxHostView(
                mx,
                10,
                new Answer.Found<>(List.of(address), List.of(), 300),
                List.of(new Attempt<>(address, Optional.empty(), silent)),
                true);
        return new PublicView(
                domain,
                NOW,
                new TxtView("_mta-sts." + domain, new Answer.NoSuchName<>(List.of()), List.of()),
                new TxtView("_smtp._tls." + domain, new Answer.NoSuchName<>(List.of()), List.of()),
                new PolicyHostView("mta-sts." + domain, new Answer.NoSuchName<>(List.of()), List.of()),
                new MailServersView(
                        new Answer.Found<>(List.of(new MxRecord(10, mx)), List.of(), 300),
                        List.of(),
                        List.of(host),
                        false),
                new Vantage(smtp, Reach.NOT_KNOWN),
                Dnssec.UNKNOWN);
    }
}
