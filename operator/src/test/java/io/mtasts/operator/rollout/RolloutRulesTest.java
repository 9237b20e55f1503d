package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.gated;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.look;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The named situations of a rollout; {@link RolloutWalkTest} has those that nobody thought of. */
final class RolloutRulesTest {
    private static final String A = "a.example";
    private static final String B = "b.example";

    @Test
    void testingComesFirstAndIsForgottenSoon() {
        var decision = Given.spec(gated(A)).decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(decision.serve().orElseThrow().maxAgeSeconds()).isEqualTo(86_400);
        assertThat(decision.ledger()).singleElement().satisfies(entry -> {
            assertThat(entry.mode()).isEqualTo(PolicyMode.TESTING);
            assertThat(entry.expires()).isNull();
        });
        assertThat(decision.standing()).isInstanceOf(RolloutState.Soaking.class);
    }

    @Test
    void immediateSkipsTheSoak() {
        var decision = Given.spec(immediate(A)).decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(decision.standing()).isEqualTo(new RolloutState.Complete());
    }

    @Test
    void whatWouldRejectMailIsWithheldUntilSomebodyForcesIt() {
        var enforced = seen(served(immediate(A, B)));
        var input = Given.spec(immediate(A)).served(enforced).seen(look(NOW, Evidence.GOOD, A, B));

        var decision = input.decide();
        assertThat(decision.serve()).contains(enforced);
        var withheld = (RolloutState.WouldRejectMail) decision.standing();
        assertThat(withheld.hosts()).containsExactly(B);

        var force = Overrides.of(Map.of("mtasts.io/force", withheld.next().substring(0, 8)));
        var forced = input.wished(force);
        assertThat(forced.decide().serve().orElseThrow().mx()).containsExactly(A);
    }

    /** The ledger has forgotten the policy, and the annotation that once forced it is still there. */
    @Test
    void whatWasForcedOnceIsNotForcedWhenItReturns() {
        var enforced = seen(served(immediate(A, B)));
        var withheld = Given.spec(immediate(A)).served(enforced).seen(look(NOW, Evidence.GOOD, A, B));
        var next = ((RolloutState.WouldRejectMail) withheld.decide().standing()).next();
        var once = withheld.annotated(Overrides.FORCE, next).decide();
        assertThat(once.forced()).contains(next);

        var back = Given.spec(immediate(A, B))
                .served(once.serve())
                .ledger(once.ledger())
                .forced(once.forced())
                .annotated(Overrides.FORCE, next)
                .decide();
        assertThat(back.forced()).contains(next);

        var again = withheld.served(enforced).ledger(List.of()).forced(back.forced());
        assertThat(again.decide().serve()).contains(enforced);
        var renamed = ((RolloutState.WouldRejectMail) again.decide().standing()).next();
        assertThat(renamed).isNotEqualTo(next);

        assertThat(again.annotated(Overrides.FORCE, renamed)
                        .decide()
                        .serve()
                        .orElseThrow()
                        .mx())
                .containsExactly(A);
    }

    @Test
    void beforeAPolicyCoversLessDnsIsAskedOnceMore() {
        var enforced = seen(served(immediate(A, B)));
        var old = look(NOW.minusSeconds(121), Evidence.GOOD, A);

        var waiting = Given.spec(immediate(A)).served(enforced).seen(old).decide();
        assertThat(waiting.serve()).contains(enforced);
        assertThat(waiting.standing()).isInstanceOf(RolloutState.Looking.class);

        var decision = Given.spec(immediate(A))
                .served(enforced)
                .seen(look(NOW, Evidence.GOOD, A))
                .decide();
        assertThat(decision.serve().orElseThrow().mx()).containsExactly(A);
    }

    @Test
    void mailIsLetThroughAgainAlsoWhileTheSpecIsNotAccepted() {
        var enforced = seen(served(immediate(A)));
        var held = Given.spec(immediate(A)).refused().annotated(Overrides.HOLD, "testing");
        assertThat(held.served(enforced).decide().serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
    }

    @Test
    void withoutAnAnswerOfDnsNothingIsNarrowed() {
        var enforced = seen(served(immediate(A, B)));
        var blind = LookLike.of(look(NOW, Evidence.UNKNOWN)).mxUnknown().seen();

        var decision = Given.spec(immediate(A)).served(enforced).seen(blind).decide();

        assertThat(decision.serve()).contains(enforced);
        assertThat(decision.standing()).isInstanceOf(RolloutState.WouldRejectMail.class);
    }

    @Test
    void whatCoversMoreIsServedAtOnce() {
        var enforced = seen(served(immediate(A)));

        var decision = Given.spec(immediate(A, B))
                .served(enforced)
                .seen(look(NOW, Evidence.BAD, A, B))
                .decide();

        assertThat(decision.serve().orElseThrow().mx()).containsExactly(A, B);
    }

    @Test
    void aHandOnTheBrakeServesTestingAndNothingPromotesIt() {
        var enforced = seen(served(immediate(A)));
        var hold = Overrides.of(Map.of("mtasts.io/hold", "testing"));
        var input = Given.spec(immediate(A)).wished(hold).served(enforced).seen(look(NOW, Evidence.GOOD, A));

        var decision = input.decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(decision.standing()).isEqualTo(new RolloutState.Held());
        assertThat(decision.ledger())
                .extracting(LedgerEntry::mode)
                .containsExactlyInAnyOrder(PolicyMode.ENFORCE, PolicyMode.TESTING);
    }

    @Test
    void aBodyThatReturnsGetsAnIdOfItsOwn() {
        var first = seen(served(immediate(A)));
        var second = Given.spec(immediate(A, B)).served(first).decide();
        var back = Given.spec(immediate(A))
                .served(second.serve().map(Given::seen))
                .ledger(second.ledger())
                .seen(look(NOW, Evidence.GOOD, A));

        var third = back.decide().serve().orElseThrow();

        assertThat(third.body()).isEqualTo(first.body());
        assertThat(third.id()).isNotEqualTo(first.id());
        assertThat(third.revision()).isEqualTo(1);
    }

    @Test
    void aSpecThatIsNotAcceptedChangesNothing() {
        var enforced = seen(served(immediate(A)));
        var input = Given.spec(gated(B)).refused().served(enforced);

        var decision = input.decide();

        assertThat(decision.serve()).contains(enforced);
        assertThat(decision.standing()).isEqualTo(new RolloutState.AsBefore());
    }

    @Test
    void aWishThatMeansNothingIsSaidAndNotActedOn() {
        var nonsense =
                Overrides.of(Map.of("mtasts.io/hold", "enforce", "mtasts.io/promote", "4", "mtasts.io/force", ""));
        var input = Given.spec(gated(A)).wished(nonsense).served(seen(served(gated(A))));

        assertThat(input.decide().serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(nonsense.misunderstood())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "mtasts.io/hold has a value without a meaning; it can only be testing.",
                                "mtasts.io/promote has a value without a meaning; it can only be the id of a policy",
                                "mtasts.io/force"));
    }

    @Test
    void aWishThatNamesAnIdIsUnderstoodWhicheverItIs() {
        var overrides = Overrides.of(Map.of(
                "mtasts.io/promote",
                "503a5b76",
                "mtasts.io/attest",
                "20240101T000000",
                "mtasts.io/delete",
                "senders-may-refuse-mail"));

        assertThat(overrides.misunderstood()).isEmpty();
    }

    private static ServedPolicy served(MailDomainPolicySpec spec) {
        return Given.first(spec);
    }
}
