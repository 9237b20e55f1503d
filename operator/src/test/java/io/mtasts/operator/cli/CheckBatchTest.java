package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.Aspect;
import io.mtasts.check.Expectation;
import io.mtasts.check.Judgement;
import io.mtasts.observe.Answer;
import io.mtasts.observe.Attempt;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.MxOutcome;
import io.mtasts.observe.MxRecord;
import io.mtasts.observe.NoContact;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.TxtView;
import io.mtasts.observe.Vantage;
import io.mtasts.observe.Vantage.Reach;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    /** The reason of MXTLSValid by domain. */
    private static Map<String, String> reasons(String order, Map<String, Reach> reach) throws Exception {
        var judged = new HashMap<String, String>();
        try (var observer = new Observer(reach)) {
            new CheckBatch(observer, Clock.fixed(NOW, ZoneOffset.UTC), Expectation.NONE)
                    .run(List.of(order.split(" ")), judgement -> judged.put(domain(judgement), reason(judgement)));
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
                new Vantage(smtp, Reach.NOT_KNOWN));
    }
}
