package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateProblem;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are led elsewhere: the connection goes there, and everything else is judged unchanged. */
class DetourTest {
    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private PublicView look(String... detours) {
        var settings = Lab.settings(world)
                .ports(new Ports(world.dnsPort(), 443, 25))
                .addressRules(AddressRules.PUBLIC_ONLY)
                .connectTo(List.of(detours).stream().map(ConnectTo::parse).toList())
                .build();
        try (var observer = new NetworkObserver(settings, Clock.systemUTC())) {
            return observer.observe("a.test", Look.ALL);
        }
    }

    @Test
    void byNameWithOrWithoutDns() {
        var domain = world.domain("a.test").complete();
        domain.zone()
                .remove("mta-sts.a.test")
                .set("mx1.a.test", "A", "192.0.2.1")
                .add("mx1.a.test", "A", "192.0.2.2");
        var mail = domain.mail();

        var view = look(
                "mta-sts.a.test:443=127.0.2.1:" + world.httpsPort(),
                "mx1.a.test=" + AddressText.of(mail.address()) + ":" + mail.port());

        assertThat(view.policyHost().addresses()).isEqualTo(new Answer.NoSuchName<>(List.of()));
        assertThat(Lab.policy(view)).isInstanceOf(PolicyOutcome.Answered.class);
        assertThat(Lab.only(view.policyHost().attempts()).via()).contains("127.0.2.1:" + world.httpsPort());
        assertThat(Lab.mx(view)).isInstanceOf(MxOutcome.Accepted.class);
    }

    @Test
    void byAddress() {
        world.domain("a.test").complete().zone().set("mta-sts.a.test", "A", "192.0.2.1", "192.0.2.2");

        var attempts =
                look("192.0.2.1=127.0.2.1:" + world.httpsPort()).policyHost().attempts();

        assertThat(attempts).hasSize(2);
        assertThat(attempts)
                .filteredOn(attempt -> attempt.address().equals(Lab.address("192.0.2.1")))
                .first()
                .satisfies(attempt -> assertThat(attempt.outcome()).isInstanceOf(PolicyOutcome.Answered.class));
        assertThat(attempts)
                .filteredOn(attempt -> attempt.address().equals(Lab.address("192.0.2.2")))
                .first()
                .satisfies(attempt -> assertThat(attempt.outcome())
                        .isEqualTo(new PolicyOutcome.NotContacted("it is an address for documentation")));
    }

    @Test
    void toAName() {
        world.domain("a.test").complete();

        world.domain("b.test").policyHost();
        assertThat(Lab.policy(look("mta-sts.a.test=mta-sts.b.test:" + world.httpsPort())))
                .isInstanceOf(PolicyOutcome.Answered.class);
    }

    /** A slip of the user says nothing of the domain, in either direction. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mta-sts.a.test=gone.test", "192.0.2.1=gone.test"})
    void toANameThatLeadsNowhere(String detour) {
        world.domain("a.test").complete().zone().set("mta-sts.a.test", "A", "192.0.2.1");

        var attempt = Lab.only(look(detour).policyHost().attempts());

        assertThat(attempt.via()).contains("gone.test:443");
        assertThat(attempt.outcome())
                .isEqualTo(new PolicyOutcome.Unreachable(
                        NoContact.NOT_TRIED, "--connect-to points to gone.test, which has no address"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mx1.a.test=gone.test", "192.0.2.1=gone.test"})
    void aMailServerToANameThatLeadsNowhere(String detour) {
        world.domain("a.test").complete().zone().set("mx1.a.test", "A", "192.0.2.1");

        assertThat(Lab.mx(look(detour)))
                .isEqualTo(new MxOutcome.NoConversation(
                        NoContact.NOT_TRIED, "--connect-to points to gone.test, which has no address"));
    }

    @Test
    void certificatesAreJudgedByTheNameAllTheSame() {
        world.domain("a.test").complete();
        world.domain("b.test").complete();

        var view = look("mx1.a.test=" + AddressText.of(world.mail("mx1.b.test").address()) + ":" + world.smtpPort());

        assertThat(Lab.mx(view))
                .isInstanceOfSatisfying(
                        MxOutcome.CertificateRejected.class,
                        rejected -> assertThat(rejected.problem()).isEqualTo(CertificateProblem.NAME_MISMATCH));
    }
}
