package io.mtasts.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.caa.CaaProperty;
import io.mtasts.lab.World;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.dns.Zone;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the CAA records of a policy host are looked for, at a name server. */
class CaaClimbTest {
    private static final CaaProperty ONE = new CaaProperty(0, "issue", "letsencrypt.org");

    private final World world = World.start();
    private Zone zone;

    @BeforeEach
    void start() {
        zone = world.domain("a.test").complete().zone();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private CaaSight look() {
        return look("a.test");
    }

    private CaaSight look(String domain) {
        try (var observer = Lab.observer(world)) {
            return observer.observe(domain, new Look(false, false)).policyHost().caa();
        }
    }

    @Test
    void nowhere() {
        assertThat(look()).isEqualTo(new CaaSight("mta-sts.a.test", new Answer.NoData<>(List.of())));
        assertThat(world.dns().log().count("mta-sts.a.test", "CAA")).isOne();
        assertThat(world.dns().log().count("a.test", "CAA")).isOne();
        assertThat(world.dns().log().count("test", "CAA")).isOne();
    }

    @Test
    void atTheHostBeforeTheDomain() {
        zone.set("mta-sts.a.test", "CAA", "0 issue \"letsencrypt.org\"").set("a.test", "CAA", "0 issue \";\"");

        assertThat(look()).isEqualTo(new CaaSight("mta-sts.a.test", new Answer.Found<>(List.of(ONE), List.of(), 300)));
    }

    @Test
    void atTheDomainAbove() {
        zone.set("a.test", "CAA", "128 issue \"letsencrypt.org\"", "0 iodef \"mailto:a@a.test\"");

        assertThat(look().at()).isEqualTo("a.test");
        assertThat(look().owner()).isEqualTo("a.test");
        assertThat(look().set().properties())
                .containsExactlyInAnyOrder(
                        new CaaProperty(128, "issue", "letsencrypt.org"),
                        new CaaProperty(0, "iodef", "mailto:a@a.test"));
    }

    /** Not at the names above the target, as RFC 6844 had it. */
    @Test
    void alongTheAliasesOfTheHost() {
        var other = world.domain("b.test").zone();
        other.set("web.b.test", "A", "127.0.0.1").set("b.test", "CAA", "0 issue \";\"");
        zone.remove("mta-sts.a.test").set("mta-sts.a.test", "CNAME", "web.b.test.");
        assertThat(look().set().properties()).isEmpty();

        other.set("web.b.test", "CAA", "0 issue \"letsencrypt.org\"");
        assertThat(look())
                .isEqualTo(
                        new CaaSight("mta-sts.a.test", new Answer.Found<>(List.of(ONE), List.of("web.b.test"), 300)));
        assertThat(look().owner()).isEqualTo("web.b.test");
    }

    @Test
    void notPastWhatIsNotAnswered() {
        zone.set("mta-sts.a.test", "A", "127.0.0.1").set("test.a.test", "A", "127.0.0.1");
        world.dns().resolver().fail("a.test", "CAA", Trouble.SERVFAIL);

        assertThat(look().at()).isEqualTo("a.test");
        assertThat(look().unknown()).isTrue();
        assertThat(look().set().properties()).isEmpty();
    }

    @Test
    void aCircleIsNoAnswer() {
        zone.remove("mta-sts.a.test")
                .set("mta-sts.a.test", "CNAME", "one.a.test.")
                .set("one.a.test", "CNAME", "mta-sts.a.test.");

        assertThat(look().unknown()).isTrue();
    }

    @Test
    void tenThousandRecordsAndNamesWithoutEndAreBounded() {
        zone.set(
                "a.test",
                "CAA",
                IntStream.range(0, 10_000)
                        .mapToObj("0 issue \"ca%d.example\""::formatted)
                        .toArray(String[]::new));
        assertThat(look().at()).isEqualTo("a.test");
        // What fits into a DNS message, or nothing at all where a server says that this is not all.
        assertThat(look().unknown() || look().set().properties().size() > 1000).isTrue();

        var deep = "x.".repeat(100) + "a.test";
        assertThat(look(deep).unknown()).isTrue();
        assertThat(world.dns().log().count("x." + "x.".repeat(50) + "a.test", "CAA"))
                .isZero();
    }
}
