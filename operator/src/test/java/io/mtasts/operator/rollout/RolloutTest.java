package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.gated;
import static io.mtasts.operator.rollout.Given.id;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.look;
import static io.mtasts.operator.rollout.Given.remembering;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The named situations of a rollout; {@link RolloutWalkTest} has those that nobody thought of. */
final class RolloutTest {
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
        assertThat(decision.standing()).isInstanceOf(Standing.Soaking.class);
    }

    @Test
    void immediateSkipsTheSoak() {
        var decision = Given.spec(immediate(A)).decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(decision.standing()).isEqualTo(new Standing.Complete());
    }

    @Test
    void enforceFollowsWhenAllWasGoodForTheSoak() {
        var tried = seen(served(gated(A)));
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
        var tried = seen(served(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));

        var decision = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(remembering(look(NOW, Evidence.GOOD, A)))
                .decide();

        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("2h1m"), NOW));
    }

    /** The ledger has forgotten the policy, and the annotation that once promoted it is still there. */
    @Test
    void whatWasSaidOfAPolicyIsNotSaidOfItWhenItReturns() {
        var promoted = id(served(gated(A))).substring(0, 8);
        var held = Given.spec(gated(A))
                .served(seen(served(immediate(A))))
                .wished(Wishes.of(Map.of(Wishes.PROMOTE, promoted, Wishes.HOLD, "testing")))
                .decide();
        assertThat(held.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(id(held.serve().orElseThrow())).doesNotStartWith(promoted);

        var released = Given.spec(gated(A))
                .served(seen(held.serve().orElseThrow()))
                .ledger(held.ledger())
                .annotated(Wishes.PROMOTE, promoted)
                .seen(look(NOW, Evidence.BAD, A))
                .decide();
        assertThat(released.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(released.standing()).isInstanceOf(Standing.Soaking.class);
    }

    @Test
    void clocksThatDifferPromoteNothing() {
        var tried = seen(served(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));
        var doubtful = Given.spec(gated(A))
                .served(tried)
                .soak(soak)
                .seen(look(NOW, Evidence.GOOD, A))
                .clocksDiffer();

        var decision = doubtful.decide();
        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(soak);
        assertThat(decision.standing()).isEqualTo(new Standing.ClockDoubtful());

        var wished = doubtful.annotated("mtasts.io/promote", id(tried).substring(0, 8))
                .decide();
        assertThat(wished.serve()).contains(tried);
        assertThat(wished.standing()).isEqualTo(new Standing.ClockDoubtful());
    }

    @Test
    void timeThatNobodyWatchedDoesNotCount() {
        var tried = seen(served(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));
        var restarted = new Seen(
                NOW,
                NOW,
                Set.of(id(tried)),
                Set.of(),
                true,
                Duration.ofHours(1),
                Seen.Leads.HERE,
                Set.of(A),
                true,
                true,
                Evidence.GOOD,
                "");

        var decision =
                Given.spec(gated(A)).served(tried).soak(soak).seen(restarted).decide();

        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("1h30m"), NOW));
    }

    @Test
    void whatIsBadStartsTheSoakAgainAndWhatIsUnknownPausesIt() {
        var tried = seen(served(gated(A)));
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
                        Standing.Soaking.class,
                        standing -> assertThat(standing.paused()).isTrue());
    }

    @Test
    void aPersonMayPromote() {
        var tried = seen(served(gated(A)));
        var promote = Wishes.of(Map.of("mtasts.io/promote", id(tried).substring(0, 8)));
        var facts = Given.spec(gated(A)).wished(promote).served(tried).seen(look(NOW, Evidence.BAD, A));

        assertThat(facts.decide().serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
    }

    @Test
    void whatWouldRejectMailIsWithheldUntilSomebodyForcesIt() {
        var enforced = seen(served(immediate(A, B)));
        var facts = Given.spec(immediate(A)).served(enforced).seen(look(NOW, Evidence.GOOD, A, B));

        var decision = facts.decide();
        assertThat(decision.serve()).contains(enforced);
        var withheld = (Standing.WouldRejectMail) decision.standing();
        assertThat(withheld.hosts()).containsExactly(B);

        var force = Wishes.of(Map.of("mtasts.io/force", withheld.next().substring(0, 8)));
        var forced = facts.wished(force);
        assertThat(forced.decide().serve().orElseThrow().mx()).containsExactly(A);
    }

    /** The ledger has forgotten the policy, and the annotation that once forced it is still there. */
    @Test
    void whatWasForcedOnceIsNotForcedWhenItReturns() {
        var enforced = seen(served(immediate(A, B)));
        var withheld = Given.spec(immediate(A)).served(enforced).seen(look(NOW, Evidence.GOOD, A, B));
        var next = ((Standing.WouldRejectMail) withheld.decide().standing()).next();
        var once = withheld.annotated(Wishes.FORCE, next).decide();
        assertThat(once.forced()).contains(next);

        var back = Given.spec(immediate(A, B))
                .served(once.serve())
                .ledger(once.ledger())
                .forced(once.forced())
                .annotated(Wishes.FORCE, next)
                .decide();
        assertThat(back.forced()).contains(next);

        var again = withheld.served(enforced).ledger(List.of()).forced(back.forced());
        assertThat(again.decide().serve()).contains(enforced);
        var renamed = ((Standing.WouldRejectMail) again.decide().standing()).next();
        assertThat(renamed).isNotEqualTo(next);

        assertThat(again.annotated(Wishes.FORCE, renamed)
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
        assertThat(waiting.standing()).isInstanceOf(Standing.Looking.class);

        var decision = Given.spec(immediate(A))
                .served(enforced)
                .seen(look(NOW, Evidence.GOOD, A))
                .decide();
        assertThat(decision.serve().orElseThrow().mx()).containsExactly(A);
    }

    @Test
    void mailIsLetThroughAgainAlsoWhileTheSpecIsNotAccepted() {
        var enforced = seen(served(immediate(A)));
        var held = Given.spec(immediate(A)).refused().annotated(Wishes.HOLD, "testing");
        assertThat(held.served(enforced).decide().serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
    }

    @Test
    void aSoakThatAFastClockWroteDownDoesNotWaitForThatTime() {
        var tried = seen(served(gated(A)));
        var decision = Given.spec(gated(A))
                .served(tried)
                .soak(new Soak(id(tried), new TimeSpan("30m"), NOW.plus(Duration.ofDays(8))))
                .seen(look(NOW, Evidence.GOOD, A))
                .decide();
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("30m"), NOW));
    }

    @Test
    void withoutAnAnswerOfDnsNothingIsNarrowed() {
        var enforced = seen(served(immediate(A, B)));
        var blind = new Seen(
                NOW,
                NOW,
                Set.of(),
                Set.of(),
                true,
                Duration.ofHours(1),
                Seen.Leads.HERE,
                Set.of(),
                false,
                true,
                Evidence.UNKNOWN,
                "");

        var decision = Given.spec(immediate(A)).served(enforced).seen(blind).decide();

        assertThat(decision.serve()).contains(enforced);
        assertThat(decision.standing()).isInstanceOf(Standing.WouldRejectMail.class);
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
        var hold = Wishes.of(Map.of("mtasts.io/hold", "testing"));
        var facts = Given.spec(immediate(A)).wished(hold).served(enforced).seen(look(NOW, Evidence.GOOD, A));

        var decision = facts.decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(decision.standing()).isEqualTo(new Standing.Held());
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
    void anEarlierPolicyEndsMaxAgeAfterTheRecordNoLongerNamesIt() {
        var first = seen(served(immediate(A)));
        var second = Given.spec(immediate(A, B)).served(first).decide();
        var later = seen(second.serve().orElseThrow());
        var named = new Seen(
                NOW,
                NOW,
                Set.of(id(first), id(later)),
                Set.of(),
                true,
                Duration.ofHours(2),
                Seen.Leads.HERE,
                Set.of(A),
                true,
                true,
                Evidence.BAD,
                "");
        var open = Given.spec(immediate(A, B))
                .served(later)
                .ledger(second.ledger())
                .seen(named)
                .decide();
        assertThat(open.ledger()).extracting(LedgerEntry::expires).containsOnlyNulls();
        assertThat(PatternSafe.of(List.of(A, B), later, Optional.empty(), open.ledger())
                        .getLast()
                        .surelySafeFrom())
                .isNull();

        var gone = new Seen(
                NOW,
                NOW,
                Set.of(id(later)),
                Set.of(),
                true,
                Duration.ofHours(2),
                Seen.Leads.HERE,
                Set.of(A),
                true,
                true,
                Evidence.GOOD,
                "");
        var closed = Given.spec(immediate(A, B))
                .served(later)
                .ledger(open.ledger())
                .seen(gone)
                .decide();

        var end = NOW.plus(Duration.ofDays(7)).plus(Duration.ofHours(3));
        assertThat(closed.ledger())
                .filteredOn(entry -> entry.id().equals(first.id()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.expires()).isEqualTo(end));
        var record = new PublishedRecord(id(later), NOW, 300);
        assertThat(PatternSafe.of(List.of(B), later, Optional.of(record), closed.ledger()))
                .singleElement()
                .satisfies(pattern -> {
                    assertThat(pattern.usuallySafeFrom()).isEqualTo(NOW.plusSeconds(300));
                    assertThat(pattern.surelySafeFrom()).isEqualTo(end);
                });
    }

    @Test
    void aSpecThatIsNotAcceptedChangesNothing() {
        var enforced = seen(served(immediate(A)));
        var facts = Given.spec(gated(B)).refused().served(enforced);

        var decision = facts.decide();

        assertThat(decision.serve()).contains(enforced);
        assertThat(decision.standing()).isEqualTo(new Standing.AsBefore());
    }

    @Test
    void aWishThatMeansNothingIsSaidAndNotActedOn() {
        var nonsense = Wishes.of(Map.of("mtasts.io/hold", "enforce", "mtasts.io/promote", "4", "mtasts.io/force", ""));
        var facts = Given.spec(gated(A)).wished(nonsense).served(seen(served(gated(A))));

        assertThat(facts.decide().serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(nonsense.misunderstood())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains(
                                "mtasts.io/hold has a value that means nothing; it can only be testing.",
                                "mtasts.io/promote has a value that means nothing; it can only be the id of a policy",
                                "mtasts.io/force"));
    }

    @Test
    void aWishThatNamesAnIdIsUnderstoodWhicheverItIs() {
        var wishes = Wishes.of(Map.of(
                "mtasts.io/promote",
                "503a5b76",
                "mtasts.io/attest",
                "20240101T000000",
                "mtasts.io/delete",
                "senders-may-refuse-mail"));

        assertThat(wishes.misunderstood()).isEmpty();
    }

    private static ServedPolicy served(MailDomainPolicySpec spec) {
        return Given.first(spec);
    }
}
