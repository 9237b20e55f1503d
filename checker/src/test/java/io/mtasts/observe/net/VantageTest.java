package io.mtasts.observe.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.ObserverSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Is it the host that is down, or the port that is closed from here? */
class VantageTest {
    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private Vantage vantage(ObserverSettings.Builder settings) {
        try (var observer = new NetworkObserver(settings.build(), Clock.systemUTC())) {
            return observer.observe("a.test", Look.ALL).vantage();
        }
    }

    private ObserverSettings.Builder withSmtpControl() {
        return Lab.settings(world).smtpControl(Optional.of(HostPort.parse("control.lab.test", world.smtpPort())));
    }

    @Test
    void aControlHostThatGreetsShowsThatThePortIsOpen() {
        world.domain("a.test").complete().mail().refuseConnections();

        assertThat(vantage(withSmtpControl()).smtp()).isEqualTo(Vantage.Reach.OPEN);
    }

    @Test
    void aControlHostNeedsNoLeave() {
        world.domain("a.test").complete().mail().refuseConnections();
        var others = new AddressRules(
                List.of(Cidr.parse("127.0.0.0/8")),
                List.of(Cidr.parse(AddressText.of(world.smtpControl().address()))),
                false);

        assertThat(vantage(withSmtpControl().addressRules(others)).smtp()).isEqualTo(Vantage.Reach.OPEN);
    }

    @Test
    void aControlHostThatIsNotReachedShowsThatThePortIsClosed() {
        world.domain("a.test").complete().mail().refuseConnections();
        world.smtpControl().refuseConnections();

        assertThat(vantage(withSmtpControl()).smtp()).isEqualTo(Vantage.Reach.CLOSED);
    }

    @Test
    void aControlHostWithoutAGreetingShowsThatToo() {
        world.domain("a.test").complete().mail().refuseConnections();
        world.smtpControl().greet(new Reply.HangUp());

        assertThat(vantage(withSmtpControl()).smtp()).isEqualTo(Vantage.Reach.CLOSED);
    }

    @Test
    void aControlHostIsNotAskedWhenEverybodyIsReached() {
        world.domain("a.test").complete();
        long before = world.smtpControl().connections();

        assertThat(vantage(withSmtpControl()).smtp()).isEqualTo(Vantage.Reach.OPEN);
        assertThat(world.smtpControl().connections()).isEqualTo(before);
    }

    @Test
    void theHttpsControlHostDecidesLikewise() {
        world.domain("a.test").complete().policyHost().down();
        var reached = Lab.settings(world).httpsControl(Optional.of(new HostPort("127.0.2.1", world.httpsPort())));
        var notReached = Lab.settings(world).httpsControl(Optional.of(new HostPort("127.0.2.99", world.httpsPort())));

        assertThat(vantage(reached).https()).isEqualTo(Vantage.Reach.OPEN);
        assertThat(vantage(notReached).https()).isEqualTo(Vantage.Reach.CLOSED);
    }

    @Test
    void nothingIsKnownOfAPortWhereOneOperatorRefuses() {
        var memory = new ReachabilityCache(Clock.systemUTC(), Duration.ZERO);
        Stream.of("mx1.a.test", "mx2.a.test", "mx.eu.a.test", "mx.b.test")
                .forEach(host -> memory.failed(host, NoContact.REFUSED));

        assertThat(memory.reach()).isEqualTo(Vantage.Reach.NOT_KNOWN);
    }

    @Test
    void thePortCountsAsClosedWhenThreeUnrelatedOperatorsRefuse() {
        var memory = new ReachabilityCache(Clock.systemUTC(), Duration.ZERO);
        Stream.of("mx.a.test", "mx.b.test", "mx.c.test").forEach(host -> memory.failed(host, NoContact.REFUSED));

        assertThat(memory.reach()).isEqualTo(Vantage.Reach.CLOSED);
    }

    /** It may be down, and the port may be closed: only a second one tells, or one that answers. */
    @Test
    void oneSilentOperatorLeavesItOpenWhereNobodyWasEverReached() {
        var memory = new ReachabilityCache(Clock.systemUTC(), Duration.ofHours(1));

        memory.failed("mx1.a.test", NoContact.CONNECT_TIMED_OUT);
        memory.failed("mx2.a.test", NoContact.CONNECT_TIMED_OUT);
        assertThat(memory.reach()).isEqualTo(Vantage.Reach.PERHAPS_CLOSED);

        memory.failed("mx.b.test", NoContact.CONNECT_TIMED_OUT);
        assertThat(memory.reach()).isEqualTo(Vantage.Reach.CLOSED);
    }

    /** One look at a good mail server serves for an hour: nobody is reached anew meanwhile. */
    @Test
    void aMemoryLastsLongerThanTwiceWhatIsKept() {
        var clock = new MovedClock();
        var memory = new ReachabilityCache(clock, Duration.ofHours(1));

        memory.reached();
        assertThat(memory.reach()).isEqualTo(Vantage.Reach.OPEN);
        clock.now = clock.now.plus(Duration.ofMinutes(121));
        assertThat(memory.reach()).isEqualTo(Vantage.Reach.OPEN);
        clock.now = clock.now.plus(Duration.ofMinutes(60));
        assertThat(memory.reach()).isEqualTo(Vantage.Reach.NOT_KNOWN);
    }

    /** The only mail server of the only domain dies: it is asked once an hour from then on, and nothing else ever is. */
    @Test
    void aSoleMailServerThatDiesIsNotTakenForAClosedPort() {
        var clock = new MovedClock();
        var memory = new ReachabilityCache(clock, Duration.ofHours(1));
        memory.reached();

        for (int hour = 1; hour <= 48; hour++) {
            clock.now = clock.now.plus(Duration.ofHours(1));
            memory.failed("mx.a.test", NoContact.CONNECT_TIMED_OUT);
            assertThat(memory.reach()).as("after %s hours", hour).isNotEqualTo(Vantage.Reach.CLOSED);
        }

        memory.failed("mx.b.test", NoContact.CONNECT_TIMED_OUT);
        assertThat(memory.reach()).isEqualTo(Vantage.Reach.CLOSED);
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
