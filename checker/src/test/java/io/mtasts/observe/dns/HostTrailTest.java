package io.mtasts.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Where the policy host leads and for how long that may be kept, by the name servers that are responsible. */
class HostTrailTest {
    private static final Look WITH_TRAIL = new Look(false, false, true, "");

    @Test
    void theLongestTimeToLiveOnTheWayCounts() {
        try (var world = World.start();
                var observer = Lab.observer(world)) {
            world.domain("a.test").zone().set("mta-sts.a.test", "CNAME", 7_200, "host.b.test.");
            world.domain("b.test").zone().set("host.b.test", "A", 60, "127.0.0.1");

            var host = observer.observe("a.test", WITH_TRAIL).policyHost();

            assertThat(host.trail().ttlSeconds()).isEqualTo(OptionalLong.of(7_200));
            assertThat(host.trail().authoritative())
                    .isNotEmpty()
                    .allSatisfy(at -> assertThat(at.answer().aliases()).containsExactly("host.b.test"));
        }
    }

    @Test
    void theAddressMayBeKeptForLongerThanTheAliasToIt() {
        try (var world = World.start();
                var observer = Lab.observer(world)) {
            world.domain("a.test").zone().set("mta-sts.a.test", "CNAME", 60, "host.b.test.");
            world.domain("b.test").zone().set("host.b.test", "A", 7_200, "127.0.0.1");

            assertThat(observer.observe("a.test", WITH_TRAIL)
                            .policyHost()
                            .trail()
                            .ttlSeconds())
                    .isEqualTo(OptionalLong.of(7_200));
        }
    }

    @Test
    void nobodyIsAskedWhereNobodyWantsToKnow() {
        try (var world = World.start();
                var observer = Lab.observer(world)) {
            world.domain("a.test").zone().set("mta-sts.a.test", "A", 60, "127.0.0.1");

            assertThat(observer.observe("a.test", new Look(false, false))
                            .policyHost()
                            .trail())
                    .isEqualTo(new HostTrail(List.of(), OptionalLong.empty()));
        }
    }
}
