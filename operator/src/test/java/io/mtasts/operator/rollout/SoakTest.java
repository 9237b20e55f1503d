package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.first;
import static io.mtasts.operator.rollout.Given.gated;
import static io.mtasts.operator.rollout.Given.id;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.look;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From mode testing to enforce: what counts for it, what does not, and what a person may say. */
class SoakTest {
    private static final String A = "a.example";

    @Test
    void enforceFollowsWhenAllWasGoodForTheSoak() {
        var tried = seen(first(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));

        var tooSoon = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(look(NOW.minusSeconds(120), Evidence.GOOD, A))
                .decide();
        assertThat(tooSoon.serve()).contains(tried);

        var decision = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(look(NOW, Evidence.GOOD, A))
                .decide();
        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(decision.serve().orElseThrow().maxAgeSeconds()).isEqualTo(604_800);
        assertThat(decision.soak()).isEmpty();
    }

    @Test
    void whatIsRememberedOfMailServersPromotesNothing() {
        var tried = seen(first(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));

        var decision = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(LookLike.of(look(NOW, Evidence.GOOD, A)).remembered().seen())
                .decide();

        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("2h1m"), NOW));
    }

    @Test
    void clocksThatDifferPromoteNothing() {
        var tried = seen(first(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));
        var doubtful = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(look(NOW, Evidence.GOOD, A))
                .clocksDiffer();

        var decision = doubtful.decide();
        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(soak);
        assertThat(decision.standing()).isEqualTo(new RolloutState.ClockDoubtful());

        var wished = doubtful.annotated("mtasts.io/promote", id(tried).substring(0, 8))
                .decide();
        assertThat(wished.serve()).contains(tried);
        assertThat(wished.standing()).isEqualTo(new RolloutState.ClockDoubtful());
    }

    @Test
    void timeThatNobodyWatchedDoesNotCount() {
        var tried = seen(first(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));
        var restarted = LookLike.of(look(NOW, Evidence.GOOD, Set.of(id(tried)), A))
                .first()
                .seen();

        var decision =
                Given.spec(gated(A)).served(tried).soak(soak).seen(restarted).decide();

        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("1h30m"), NOW));
    }

    @Test
    void whatIsBadStartsTheSoakAgainAndWhatIsUnknownPausesIt() {
        var tried = seen(first(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("3h"), NOW.minus(Duration.ofMinutes(10)));

        var bad = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(look(NOW, Evidence.BAD, A))
                .decide();
        assertThat(bad.serve()).contains(tried);
        assertThat(bad.soak()).isEmpty();

        var unknown = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(look(NOW, Evidence.UNKNOWN, A))
                .decide();
        assertThat(unknown.serve()).contains(tried);
        assertThat(unknown.soak()).contains(new Soak(id(tried), new TimeSpan("3h"), null));
        assertThat(unknown.standing())
                .isInstanceOfSatisfying(
                        RolloutState.Soaking.class,
                        standing -> assertThat(standing.paused()).isTrue());
    }

    @Test
    void aPersonMayPromote() {
        var tried = seen(first(gated(A)));
        var promote = Overrides.of(Map.of("mtasts.io/promote", id(tried).substring(0, 8)));
        var input = Given.spec(gated(A)).wished(promote).served(tried).seen(look(NOW, Evidence.BAD, A));

        assertThat(input.decide().serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
    }

    /** The ledger has forgotten the policy, and the annotation that once promoted it is still there. */
    @Test
    void whatWasSaidOfAPolicyIsNotSaidOfItWhenItReturns() {
        var promoted = id(first(gated(A))).substring(0, 8);
        var held = Given.spec(gated(A))
                .served(seen(first(immediate(A))))
                .wished(Overrides.of(Map.of(Overrides.PROMOTE, promoted, Overrides.HOLD, "testing")))
                .decide();
        assertThat(held.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(id(held.serve().orElseThrow())).doesNotStartWith(promoted);

        var released = Given.spec(gated(A))
                .served(seen(held.serve().orElseThrow()))
                .ledger(held.ledger())
                .annotated(Overrides.PROMOTE, promoted)
                .seen(look(NOW, Evidence.BAD, A))
                .decide();
        assertThat(released.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(released.standing()).isInstanceOf(RolloutState.Soaking.class);
    }

    @Test
    void aSoakThatAFastClockWroteDownDoesNotWaitForThatTime() {
        var tried = seen(first(gated(A)));
        var decision = Given.spec(gated(A))
                .served(tried)
                .soak(new Soak(id(tried), new TimeSpan("30m"), NOW.plus(Duration.ofDays(8))))
                .seen(look(NOW, Evidence.GOOD, A))
                .decide();
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("30m"), NOW));
    }
}
