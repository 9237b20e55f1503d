package io.mtasts.operator.prober;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.observe.MailServersView;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as seen everywhere: each address that may have other bytes has to show that it has not. */
final class PropagationTest {
    private static final String BODY = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";
    private static final String ALIAS = "ingress.example.net";
    private static final InetAddress OURS = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OURS_TOO = InetAddress.ofLiteral("2001:db8::1");
    private static final InetAddress FOREIGN = InetAddress.ofLiteral("198.51.100.7");
    private static final OwnAddresses OWN = new OwnAddresses(Set.of(ALIAS), Set.of(OURS, OURS_TOO));

    @Test
    void anAddressOfOursNeedNotBeReachedFromHere() {
        assertThat(seen(host(PolicyAnswer.valid(OURS, BODY), silent(OURS_TOO)))).isTrue();
    }

    @Test
    void anotherAddressThatCannotBeReachedHasNotBeenSeen() {
        var host = host(PolicyAnswer.valid(OURS, BODY), silent(FOREIGN));

        assertThat(seen(host)).isFalse();
        assertThat(OWN.unseen(host)).containsExactly(FOREIGN);
    }

    @Test
    void anotherAddressThatWasNotAskedHasNotBeenSeen() {
        var host = new PolicyHostView(
                "mta-sts.example.com", found(List.of(), OURS, FOREIGN), List.of(PolicyAnswer.valid(OURS, BODY)));

        assertThat(seen(host)).isFalse();
        assertThat(OWN.unseen(host)).containsExactly(FOREIGN);
    }

    @Test
    void anotherAddressThatAnswersHasBeenSeen() {
        assertThat(seen(host(PolicyAnswer.valid(OURS, BODY), PolicyAnswer.valid(FOREIGN, BODY))))
                .isTrue();
    }

    @Test
    void whateverAnAliasOfOursLeadsToIsOurs() {
        var attempts = List.of(PolicyAnswer.valid(OURS, BODY), silent(FOREIGN));

        assertThat(seen(new PolicyHostView("mta-sts.example.com", found(List.of(ALIAS), OURS, FOREIGN), attempts)))
                .isTrue();
        assertThat(seen(new PolicyHostView(
                        "mta-sts.example.com", found(List.of("cdn.example.org"), OURS, FOREIGN), attempts)))
                .isFalse();
    }

    @Test
    void aConnectionThatIsLedElsewhereStandsForAllAddresses() {
        var led = new Attempt<>(
                OURS, Optional.of("proxy"), PolicyAnswer.valid(OURS, BODY).outcome());

        assertThat(seen(new PolicyHostView("mta-sts.example.com", found(List.of(), OURS, FOREIGN), List.of(led))))
                .isTrue();
    }

    /** The same look, three times over. */
    private static boolean seen(PolicyHostView host) {
        var at = Instant.parse("2026-01-01T00:00:00Z");
        var propagation = Propagation.none("1", at);
        for (int look = 0; look < Propagation.LOOKS; look++) {
            propagation = propagation.after(
                    "1",
                    BODY,
                    view(host, at.plusSeconds(60L * look)),
                    List.of(new PodAnswer.Answered("10.0.0.1", 200, BODY)),
                    OWN);
        }
        return propagation.complete(Duration.ofMinutes(2));
    }

    private static PublicView view(PolicyHostView host, Instant at) {
        var nothing = new Answer.NoSuchName<String>(List.of());
        return new PublicView(
                "example.com",
                at,
                new TxtView("_mta-sts.example.com", nothing, List.of()),
                new TxtView("_smtp._tls.example.com", nothing, List.of()),
                host,
                new MailServersView(new Answer.NoSuchName<>(List.of()), List.of(), List.of(), true),
                new Vantage(Vantage.Reach.OPEN, Vantage.Reach.OPEN),
                Dnssec.UNKNOWN);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static PolicyHostView host(Attempt<PolicyOutcome>... attempts) {
        var addresses = List.of(attempts).stream().map(Attempt::address).toArray(InetAddress[]::new);
        return new PolicyHostView("mta-sts.example.com", found(List.of(), addresses), List.of(attempts));
    }

    private static Answer<InetAddress> found(List<String> aliases, InetAddress... addresses) {
        return new Answer.Found<>(List.of(addresses), aliases, 300);
    }

    private static Attempt<PolicyOutcome> silent(InetAddress address) {
        return new Attempt<>(
                address, Optional.empty(), new PolicyOutcome.Unreachable(NoContact.CONNECT_TIMED_OUT, "no answer"));
    }
}
