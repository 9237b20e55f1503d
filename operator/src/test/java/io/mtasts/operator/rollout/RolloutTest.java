package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The named situations of a rollout; {@link RolloutWalkTest} has those that nobody thought of. */
final class RolloutTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String A = "a.example";
    private static final String B = "b.example";

    @Test
    void testingComesFirstAndIsForgottenSoon() {
        var decision = Rollout.decide(facts(gated(A), Optional.empty()));

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
        var decision = Rollout.decide(facts(immediate(A), Optional.empty()));

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(decision.standing()).isEqualTo(new Standing.Complete());
    }

    @Test
    void enforceFollowsWhenAllWasGoodForTheSoak() {
        var tried = seen(served(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));

        var tooSoon = Rollout.decide(
                facts(gated(A), Optional.of(tried), soak, look(NOW.minusSeconds(120), Evidence.GOOD, A)));
        assertThat(tooSoon.serve()).contains(tried);

        var decision = Rollout.decide(facts(gated(A), Optional.of(tried), soak, look(NOW, Evidence.GOOD, A)));
        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(decision.serve().orElseThrow().maxAgeSeconds()).isEqualTo(604_800);
        assertThat(decision.soak()).isEmpty();
    }

    @Test
    void timeThatNobodyWatchedDoesNotCount() {
        var tried = seen(served(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("90m"), NOW.minus(Duration.ofMinutes(31)));
        var restarted =
                new Seen(NOW, NOW, Set.of(id(tried)), true, Duration.ofHours(1), Set.of(A), true, Evidence.GOOD, "");

        var decision = Rollout.decide(facts(gated(A), Optional.of(tried), soak, restarted));

        assertThat(decision.serve()).contains(tried);
        assertThat(decision.soak()).contains(new Soak(id(tried), new TimeSpan("1h30m"), NOW));
    }

    @Test
    void whatIsBadStartsTheSoakAgainAndWhatIsUnknownPausesIt() {
        var tried = seen(served(gated(A)));
        var soak = new Soak(id(tried), new TimeSpan("3h"), NOW.minus(Duration.ofMinutes(10)));

        var bad = Rollout.decide(facts(gated(A), Optional.of(tried), soak, look(NOW, Evidence.BAD, A)));
        assertThat(bad.serve()).contains(tried);
        assertThat(bad.soak()).isEmpty();

        var unknown = Rollout.decide(facts(gated(A), Optional.of(tried), soak, look(NOW, Evidence.UNKNOWN, A)));
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
        var promote = new Wishes(Optional.empty(), Optional.of(id(tried).substring(0, 8)), Optional.empty());
        var facts = new Facts(
                gated(A),
                promote,
                true,
                Optional.of(tried),
                List.of(),
                Optional.empty(),
                Optional.of(look(NOW, Evidence.BAD, A)),
                NOW);

        assertThat(Rollout.decide(facts).serve().orElseThrow().mode()).isEqualTo(PolicyMode.ENFORCE);
    }

    @Test
    void whatWouldRejectMailIsWithheldUntilSomebodyForcesIt() {
        var enforced = seen(served(immediate(A, B)));
        var facts = facts(immediate(A), Optional.of(enforced), null, look(NOW, Evidence.GOOD, A, B));

        var decision = Rollout.decide(facts);
        assertThat(decision.serve()).contains(enforced);
        var withheld = (Standing.WouldRejectMail) decision.standing();
        assertThat(withheld.hosts()).containsExactly(B);

        var force = new Wishes(
                Optional.empty(), Optional.empty(), Optional.of(withheld.next().substring(0, 8)));
        var forced =
                new Facts(facts.spec(), force, true, facts.served(), List.of(), Optional.empty(), facts.seen(), NOW);
        assertThat(Rollout.decide(forced).serve().orElseThrow().mx()).containsExactly(A);
    }

    @Test
    void beforeAPolicyCoversLessDnsIsAskedOnceMore() {
        var enforced = seen(served(immediate(A, B)));
        var old = look(NOW.minusSeconds(61), Evidence.GOOD, A);

        var waiting = Rollout.decide(facts(immediate(A), Optional.of(enforced), null, old));
        assertThat(waiting.serve()).contains(enforced);
        assertThat(waiting.standing()).isInstanceOf(Standing.Looking.class);

        var decision = Rollout.decide(facts(immediate(A), Optional.of(enforced), null, look(NOW, Evidence.GOOD, A)));
        assertThat(decision.serve().orElseThrow().mx()).containsExactly(A);
    }

    @Test
    void withoutAnAnswerOfDnsNothingIsNarrowed() {
        var enforced = seen(served(immediate(A, B)));
        var blind = new Seen(NOW, NOW, Set.of(), true, Duration.ofHours(1), Set.of(), false, Evidence.UNKNOWN, "");

        var decision = Rollout.decide(facts(immediate(A), Optional.of(enforced), null, blind));

        assertThat(decision.serve()).contains(enforced);
        assertThat(decision.standing()).isInstanceOf(Standing.WouldRejectMail.class);
    }

    @Test
    void whatCoversMoreIsServedAtOnce() {
        var enforced = seen(served(immediate(A)));

        var decision =
                Rollout.decide(facts(immediate(A, B), Optional.of(enforced), null, look(NOW, Evidence.BAD, A, B)));

        assertThat(decision.serve().orElseThrow().mx()).containsExactly(A, B);
    }

    @Test
    void aHandOnTheBrakeServesTestingAndNothingPromotesIt() {
        var enforced = seen(served(immediate(A)));
        var hold = new Wishes(Optional.of("testing"), Optional.empty(), Optional.empty());
        var facts = new Facts(
                immediate(A),
                hold,
                true,
                Optional.of(enforced),
                List.of(),
                Optional.empty(),
                Optional.of(look(NOW, Evidence.GOOD, A)),
                NOW);

        var decision = Rollout.decide(facts);

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(decision.standing()).isEqualTo(new Standing.Held());
        assertThat(decision.ledger())
                .extracting(LedgerEntry::mode)
                .containsExactlyInAnyOrder(PolicyMode.ENFORCE, PolicyMode.TESTING);
    }

    @Test
    void aBodyThatReturnsGetsAnIdOfItsOwn() {
        var first = seen(served(immediate(A)));
        var second = Rollout.decide(facts(immediate(A, B), Optional.of(first)));
        var back = new Facts(
                immediate(A),
                Wishes.NONE,
                true,
                second.serve().map(RolloutTest::seen),
                second.ledger(),
                Optional.empty(),
                Optional.of(look(NOW, Evidence.GOOD, A)),
                NOW);

        var third = Rollout.decide(back).serve().orElseThrow();

        assertThat(third.body()).isEqualTo(first.body());
        assertThat(third.id()).isNotEqualTo(first.id());
        assertThat(third.revision()).isEqualTo(1);
    }

    @Test
    void anEarlierPolicyEndsMaxAgeAfterTheRecordNoLongerNamesIt() {
        var first = seen(served(immediate(A)));
        var second = Rollout.decide(facts(immediate(A, B), Optional.of(first)));
        var later = seen(second.serve().orElseThrow());
        var named = new Seen(
                NOW, NOW, Set.of(id(first), id(later)), true, Duration.ofHours(2), Set.of(A), true, Evidence.BAD, "");
        var open = Rollout.decide(new Facts(
                immediate(A, B),
                Wishes.NONE,
                true,
                Optional.of(later),
                second.ledger(),
                Optional.empty(),
                Optional.of(named),
                NOW));
        assertThat(open.ledger()).extracting(LedgerEntry::expires).containsOnlyNulls();
        assertThat(PatternSafe.of(List.of(A, B), later, Optional.empty(), open.ledger())
                        .getLast()
                        .surelySafeFrom())
                .isNull();

        var gone = new Seen(NOW, NOW, Set.of(id(later)), true, Duration.ofHours(2), Set.of(A), true, Evidence.GOOD, "");
        var closed = Rollout.decide(new Facts(
                immediate(A, B),
                Wishes.NONE,
                true,
                Optional.of(later),
                open.ledger(),
                Optional.empty(),
                Optional.of(gone),
                NOW));

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
        var facts = new Facts(
                gated(B),
                Wishes.NONE,
                false,
                Optional.of(enforced),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                NOW);

        var decision = Rollout.decide(facts);

        assertThat(decision.serve()).contains(enforced);
        assertThat(decision.standing()).isEqualTo(new Standing.AsBefore());
    }

    @Test
    void aWishThatMeansNothingIsSaidAndNotActedOn() {
        var nonsense = new Wishes(Optional.of("enforce"), Optional.of("4"), Optional.of(""));
        var facts = new Facts(
                gated(A),
                nonsense,
                true,
                Optional.of(seen(served(gated(A)))),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                NOW);

        assertThat(Rollout.decide(facts).serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(nonsense.misunderstood())
                .hasValueSatisfying(text -> assertThat(text).contains("mtasts.io/hold", "testing"));
    }

    private static MailDomainPolicySpec gated(String... mx) {
        return spec(RolloutStrategy.GATED, mx);
    }

    private static MailDomainPolicySpec immediate(String... mx) {
        return spec(RolloutStrategy.IMMEDIATE, mx);
    }

    private static MailDomainPolicySpec spec(RolloutStrategy strategy, String... mx) {
        var rollout = new io.mtasts.api.v1alpha1.Rollout(strategy, new TimeSpan("2h"));
        return new MailDomainPolicySpec(
                "example", null, PolicyMode.ENFORCE, List.of(mx), null, rollout, null, null, null, null, null, null);
    }

    private static ServedPolicy served(MailDomainPolicySpec spec) {
        return Rollout.decide(facts(spec, Optional.empty())).serve().orElseThrow();
    }

    private static ServedPolicy seen(ServedPolicy policy) {
        return new ServedPolicy(
                policy.id(),
                policy.revision(),
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                policy.since(),
                NOW.minus(Duration.ofHours(5)));
    }

    private static String id(ServedPolicy policy) {
        return Objects.requireNonNull(policy.id());
    }

    private static Facts facts(MailDomainPolicySpec spec, Optional<ServedPolicy> served) {
        return new Facts(spec, Wishes.NONE, true, served, List.of(), Optional.empty(), Optional.empty(), NOW);
    }

    private static Facts facts(
            MailDomainPolicySpec spec, Optional<ServedPolicy> served, @Nullable Soak soak, Seen seen) {
        return new Facts(spec, Wishes.NONE, true, served, List.of(), Optional.ofNullable(soak), Optional.of(seen), NOW);
    }

    /** Of a process that has watched for half a day. */
    private static Seen look(Instant at, Evidence evidence, String... mx) {
        return new Seen(
                at,
                NOW.minus(Duration.ofHours(12)),
                Set.of(),
                true,
                Duration.ofHours(1),
                Set.of(mx),
                true,
                evidence,
                evidence == Evidence.GOOD ? "" : "something");
    }
}
