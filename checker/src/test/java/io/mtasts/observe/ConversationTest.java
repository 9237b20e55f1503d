package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.net.Listener;
import io.mtasts.lab.tls.Tls;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.smtp.EhloName;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateProblem;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we say to policy hosts and mail servers, and what we never do. */
class ConversationTest {
    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private PublicView look(Clock clock) {
        try (var observer = new NetworkObserver(Lab.settings(world).build(), clock)) {
            return observer.observe("a.test", Look.ALL);
        }
    }

    @Test
    void thePolicyIsAskedForByItsHostsNameEvenBehindAnAlias() {
        world.domain("provider.test").policyHost();
        world.domain("a.test")
                .complete()
                .zone()
                .remove("mta-sts.a.test")
                .set("mta-sts.a.test", "CNAME", "mta-sts.provider.test.");

        assertThat(Lab.policy(look(Clock.systemUTC()))).isInstanceOf(PolicyOutcome.Answered.class);

        var request = Lab.only(world.web().requests());
        assertThat(request.serverName()).isEqualTo("mta-sts.a.test");
        assertThat(request.header("Host")).contains("mta-sts.a.test");
        assertThat(request.method() + " " + request.target()).isEqualTo("GET /.well-known/mta-sts.txt");
        assertThat(request.header("Cookie")).isEmpty();
    }

    @Test
    void nothingIsAskedOfAHostWhoseCertificateIsRejected() {
        world.domain("a.test").complete().policyHost().present(Certificates.expired());

        look(Clock.systemUTC());

        assertThat(world.web().requests()).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() {
        world.domain("a.test")
                .complete()
                .policyHost()
                .answer(io.mtasts.lab.web.Answer.redirect("https://mta-sts.a.test:" + world.httpsPort() + "/other"));

        look(Clock.systemUTC());

        assertThat(world.web().requests()).hasSize(1);
    }

    @Test
    void atMostEightAddressesAreAsked() {
        world.domain("a.test").complete().policyHost().addresses(12);

        var view = look(Clock.systemUTC());

        assertThat(view.policyHost().addresses().records()).hasSize(12);
        assertThat(view.policyHost().attempts()).hasSize(8);
        assertThat(world.web().requests()).hasSize(8);
    }

    /** Where nothing listens, which does not matter here. */
    @Test
    void bothFamiliesHaveTheirTurn() {
        var zone = world.domain("a.test").zone();
        IntStream.range(1, 10)
                .forEach(n -> zone.add("mta-sts.a.test", "A", "192.0.2." + n)
                        .add("mta-sts.a.test", "AAAA", "2001:db8::" + n));

        assertThat(look(Clock.systemUTC()).policyHost().attempts())
                .extracting(attempt -> attempt.address() instanceof Inet6Address)
                .containsExactly(false, true, false, true, false, true, false, true);
    }

    @Test
    void aMailServerLearnsWhichNameWeMean() {
        var asked = new CopyOnWriteArrayList<String>();
        world.domain("a.test").complete().mail().handshake(new Tls.Present(name -> {
            asked.add(name);
            return world.authority().issue("mx1.a.test");
        }));

        assertThat(Lab.mx(look(Clock.systemUTC()))).isInstanceOf(MxOutcome.Accepted.class);
        assertThat(asked).isNotEmpty().containsOnly("mx1.a.test");
    }

    /** It is no host name, for which Java's servers hang up on it, and there are such mail servers. */
    @Test
    void aNameWithAnUnderscoreIsAskedForAsWell() {
        var asked = new CopyOnWriteArrayList<String>();
        world.domain("a.test").complete().zone().set("a.test", "MX", "10 mx_1.a.test.");
        world.mail("mx_1.a.test").handshake(new Tls.Present(name -> {
            asked.add(name);
            return world.authority().issue("mx_1.a.test");
        }));

        look(Clock.systemUTC());

        assertThat(asked).contains("mx_1.a.test");
    }

    @Test
    void datesAreJudgedByTheClockThatIsGiven() {
        world.domain("a.test").complete();

        var inAYear = Clock.offset(Clock.systemUTC(), Duration.ofDays(365));

        assertThat(Lab.mx(look(inAYear))).isInstanceOfSatisfying(MxOutcome.CertificateRejected.class, rejected -> {
            assertThat(rejected.problem()).isEqualTo(CertificateProblem.EXPIRED);
            assertThat(rejected.certificate()).isPresent();
        });
    }

    /** Plays a mail server without STARTTLS and writes down what it is told. */
    private List<String> heard(String greeting, String ehlo, Optional<String> ehloName) {
        var heard = new CopyOnWriteArrayList<String>();
        try (var mail = Listener.at(Lab.address("127.0.9.1"), 0, peer -> {
            var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
            var out = peer.getOutputStream();
            out.write((greeting + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                out.write(((line.startsWith("EHLO") ? ehlo : "221 bye") + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            world.domain("a.test").zone().set("a.test", "A", "127.0.9.1");
            var settings = Lab.settings(world)
                    .ports(new Ports(world.dnsPort(), world.httpsPort(), mail.port()))
                    .ehloName(ehloName.map(EhloName::parse))
                    .build();
            try (var observer = new NetworkObserver(settings, Clock.systemUTC())) {
                observer.observe("a.test", Look.ALL);
            }
        }
        return heard;
    }

    @Test
    void weSayWhoWeAreAndTakeLeave() {
        assertThat(heard("220 hi", "250 hi", Optional.of("checker.example")))
                .containsExactly("EHLO checker.example", "QUIT");
    }

    @Test
    void withoutANameWeSayOurAddress() {
        assertThat(heard("220 hi", "250 hi", Optional.empty()).getFirst()).matches("EHLO \\[127\\.[0-9.]+]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 gr\u00fc\u0085ezi", "220 by\rhalves", "220-\u0085\r\n220 hi"})
    void whatAGreetingIsMadeOfDoesNotMatter(String greeting) {
        assertThat(heard(greeting, "250 hi", Optional.empty())).endsWith("QUIT").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 busy", "554 no"})
    void whoTurnsUsAwayIsOnlyBiddenFarewell(String greeting) {
        assertThat(heard(greeting, "250 hi", Optional.empty())).containsExactly("QUIT");
    }
}
