package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.entry;
import static io.mtasts.operator.rollout.Given.first;
import static io.mtasts.operator.rollout.Given.gated;
import static io.mtasts.operator.rollout.Given.id;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.look;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The named situations of an end (RFC 8461 section 8.3). */
final class RemovalTest {
    private static final String A = "a.example";
    private static final int DAY = 86_400;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final ServedPolicy ENFORCED = seen(first(immediate(A)));

    @Test
    void whatWasNeverEnforcedEndsAtOnce() {
        var tried = seen(first(gated(A)));

        var decision = Given.spec(gated(A)).served(tried).deleted(retire()).decide();

        assertThat(decision.standing()).isEqualTo(new RolloutState.Ended());
        assertThat(decision.serve()).isEmpty();
    }

    @Test
    void whatWasNeverServedEndsAtOnce() {
        var decision = Given.spec(gated(A)).deleted(retire()).decide();

        assertThat(decision.standing()).isEqualTo(new RolloutState.Ended());
        assertThat(decision.news()).isEmpty();
    }

    @Test
    void whatIsEnforcedServesModeNoneForAsLongAsSendersHoldIt() {
        var decision =
                Given.spec(immediate(A)).served(ENFORCED).deleted(retire()).decide();

        var serve = decision.serve().orElseThrow();
        assertThat(serve.mode()).isEqualTo(PolicyMode.NONE);
        assertThat(serve.maxAgeSeconds()).isEqualTo(DAY);
        assertThat(serve.body()).isEqualTo("version: STSv1\r\nmode: none\r\nmx: a.example\r\nmax_age: 86400\r\n");
        assertThat(serve.id()).isNotEqualTo(ENFORCED.id());
        assertThat(decision.ledger()).contains(entry(ENFORCED, null));
        var retirement = decision.retirement().orElseThrow();
        assertThat(retirement.since()).isEqualTo(NOW);
        assertThat(retirement.deadline()).isEqualTo(NOW.plus(WEEK).plus(Duration.ofHours(26)));
        assertThat(decision.news()).extracting(RolloutEvent::reason).containsExactly("RetirementBegan");
    }

    @Test
    void theSpecCannotHoldItBack() {
        var decision = Given.spec(immediate(A))
                .refused()
                .served(ENFORCED)
                .deleted(retire())
                .decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.NONE);
    }

    @Test
    void itEndsWhenNoSenderHoldsEnforceAnyMore() {
        var none = retiring();
        var last = entry(ENFORCED, NOW.plusSeconds(1));

        var before = Given.spec(immediate(A))
                .served(none)
                .ledger(last, entry(none, null))
                .deleted(underWay(NOW.plus(WEEK)));
        assertThat(before.decide().serve()).contains(none);
        assertThat(before.decide().standing())
                .isEqualTo(new RolloutState.Retiring(Optional.of(NOW.plusSeconds(1)), true, List.of(), false));

        var after = before.at(NOW.plusSeconds(2)).decide();
        assertThat(after.standing()).isEqualTo(new RolloutState.Ended());
        assertThat(after.news()).extracting(RolloutEvent::reason).containsExactly("RetirementEnded");
    }

    @Test
    void aClockThatIsDoubtedSetsNoDeadline() {
        var slow = NOW.minus(Duration.ofDays(9));
        var begun = Given.spec(immediate(A))
                .served(ENFORCED)
                .deleted(retire())
                .at(slow)
                .clocksDiffer()
                .decide();
        var retirement = begun.retirement().orElseThrow();
        assertThat(retirement.deadline()).isNull();
        assertThat(begun.standing()).isEqualTo(new RolloutState.ClockDoubtful());

        var mended = Given.spec(immediate(A))
                .served(begun.serve())
                .ledger(begun.ledger())
                .deleted(new Deletion(false, DAY, Optional.of(retirement)))
                .decide();
        assertThat(mended.serve()).isEqualTo(begun.serve());
        assertThat(mended.retirement().orElseThrow().deadline())
                .isEqualTo(NOW.plus(WEEK).plus(Duration.ofHours(26)));
    }

    /** Of an operator that left them out: the lines are what senders hold. */
    @Test
    void modeNoneGetsBackTheMxLinesThatItLacks() {
        var bare = new ServedPolicy("0", 0, PolicyMode.NONE, List.of(), DAY, "bare", NOW, NOW);
        var decision = Given.spec(immediate("b.example"))
                .served(bare)
                .ledger(entry(ENFORCED, null))
                .deleted(underWay(NOW.plus(WEEK)))
                .decide();

        assertThat(decision.serve().orElseThrow().mx()).containsExactly("b.example");
    }

    /** Some senders renew what they hold for as long as its id stands in DNS. */
    @Test
    void itDoesNotEndWhileTheRecordNamesAnEnforcePolicy() {
        var none = retiring();
        var held = Given.spec(immediate(A))
                .served(none)
                .ledger(entry(ENFORCED, null), entry(none, null))
                .deleted(underWay(NOW));
        var named = held.seen(look(NOW, Evidence.BAD, Set.of(id(ENFORCED)), A)).decide();

        assertThat(named.serve()).contains(none);
        assertThat(named.retirement().orElseThrow().deadline()).isNull();
        assertThat(named.standing())
                .isEqualTo(new RolloutState.Retiring(Optional.empty(), false, List.of(id(ENFORCED)), false));

        var gone = held.seen(look(NOW, Evidence.BAD, Set.of(), A))
                .deleted(afterNamed())
                .decide();
        assertThat(gone.retirement().orElseThrow().deadline()).isAfter(NOW.plus(WEEK));
        assertThat(gone.standing()).isInstanceOf(RolloutState.Retiring.class);
    }

    private static Deletion afterNamed() {
        return new Deletion(false, DAY, Optional.of(new Retirement(NOW.minus(Duration.ofDays(20)), null, null)));
    }

    @Test
    void theDeadlineEndsItWhenNobodyCanSeeThePolicyHost() {
        var none = PolicyConfirmation.unseen(retiring());

        var decision = Given.spec(immediate(A))
                .served(none)
                .ledger(entry(ENFORCED, null), entry(none, null))
                .seen(look(NOW, Evidence.BAD, Set.of(id(none)), A))
                .deleted(underWay(NOW))
                .decide();

        assertThat(decision.standing()).isEqualTo(new RolloutState.Ended());
        assertThat(decision.news()).singleElement().satisfies(news -> {
            assertThat(news.warning()).isTrue();
            assertThat(news.message())
                    .contains("Its deadline has come", id(ENFORCED).substring(0, 8));
        });
    }

    @Test
    void clocksThatDifferEndNothing() {
        var none = retiring();

        var decision = Given.spec(immediate(A))
                .served(none)
                .ledger(entry(ENFORCED, NOW.minusSeconds(1)), entry(none, null))
                .deleted(underWay(NOW.minusSeconds(1)))
                .clocksDiffer()
                .decide();

        assertThat(decision.serve()).contains(none);
        assertThat(decision.ledger()).extracting(LedgerEntry::id).contains(id(ENFORCED));
        assertThat(decision.standing()).isEqualTo(new RolloutState.ClockDoubtful());
    }

    @Test
    void aDomainThatHasMovedOnForLongerThanSendersKeepItsPolicyIsLetGo() {
        var away = LookLike.of(look(NOW, Evidence.BAD, A))
                .leads(Observation.Leads.AWAY)
                .seen();
        var noticed = away(away, Optional.empty());
        assertThat(noticed.serve()).isPresent();
        assertThat(noticed.retirement().orElseThrow().awaySince()).isEqualTo(NOW);

        var kept = WEEK.plus(Duration.ofHours(2));
        assertThat(away(away, Optional.of(NOW.minus(kept).plusSeconds(1))).serve())
                .isPresent();
        assertThat(away(away, Optional.of(NOW.minus(kept))).standing()).isEqualTo(new RolloutState.Ended());

        var unknown = LookLike.of(look(NOW, Evidence.BAD, A))
                .leads(Observation.Leads.UNKNOWN)
                .seen();
        var since = NOW.minus(Duration.ofHours(30));
        assertThat(away(unknown, Optional.of(since)).retirement().orElseThrow().awaySince())
                .isEqualTo(since);
        assertThat(away(look(NOW, Evidence.BAD, A), Optional.of(since))
                        .retirement()
                        .orElseThrow()
                        .awaySince())
                .isNull();
    }

    /** Nobody can mail to it; two probes a day apart are no day. */
    @Test
    void aDomainThatIsGoneForADayIsLetGo() {
        var gone = LookLike.of(look(NOW, Evidence.BAD, A)).leads(Observation.Leads.GONE);
        assertThat(away(gone.seen(), Optional.of(NOW.minus(Duration.ofHours(23))))
                        .serve())
                .isPresent();
        assertThat(away(gone.seen(), Optional.of(NOW.minus(Duration.ofHours(24))))
                        .standing())
                .isEqualTo(new RolloutState.Ended());
        assertThat(away(gone.first().seen(), Optional.of(NOW.minus(Duration.ofHours(24))))
                        .serve())
                .isPresent();
    }

    /** The key is still held, and says what senders may have. */
    @Test
    void aLostStatusEndsNothing() {
        var decision = Given.spec(immediate(A))
                .contact(new FirstContact.Found(ENFORCED, List.of()))
                .deleted(new Deletion(false, DAY, Optional.empty()))
                .decide();
        assertThat(decision.standing()).isInstanceOf(RolloutState.Retiring.class);
        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.NONE);
        assertThat(decision.ledger()).extracting(LedgerEntry::id).contains(id(ENFORCED));
    }

    private static Decision away(Observation look, Optional<Instant> since) {
        var none = retiring();
        var underWay = new Retirement(NOW.minus(Duration.ofDays(2)), NOW.plus(WEEK), since.orElse(null));
        return Given.spec(immediate(A))
                .served(none)
                .ledger(entry(ENFORCED, null), entry(none, null))
                .seen(look)
                .deleted(new Deletion(false, DAY, Optional.of(underWay)))
                .decide();
    }

    @Test
    void anAnnotationEndsItOnlyWhenItSaysThatMailMayBeRefused() {
        var none = retiring();
        var asked = Given.spec(immediate(A))
                .served(none)
                .ledger(entry(ENFORCED, null), entry(none, null))
                .deleted(underWay(NOW.plus(WEEK)));

        var refused =
                asked.annotated(Overrides.DELETE, id(none).substring(0, 8)).decide();
        assertThat(refused.serve()).contains(none);
        assertThat(refused.standing())
                .isEqualTo(new RolloutState.Retiring(Optional.of(NOW.plus(WEEK)), false, List.of(), true));

        var ended = asked.annotated(Overrides.DELETE, Overrides.AT_ANY_COST).decide();
        assertThat(ended.standing()).isEqualTo(new RolloutState.Ended());
        assertThat(ended.news())
                .singleElement()
                .satisfies(news -> assertThat(news.message())
                        .contains(Overrides.DELETE, "Senders may still have enforce policies cached"));
    }

    @Test
    void whatIsToGoAtOnceGoesAndSaysWhatSendersHold() {
        var decision = Given.spec(immediate(A))
                .served(ENFORCED)
                .deleted(new Deletion(true, DAY, Optional.empty()))
                .decide();

        assertThat(decision.standing()).isEqualTo(new RolloutState.Ended());
        assertThat(decision.news()).extracting(RolloutEvent::reason).containsExactly("EndedAtOnce");
    }

    @Test
    void aDomainThatIsHandedOverRetiresNowhere() {
        var given = Given.spec(immediate(A)).served(ENFORCED).deleted(retire());

        var underWay = given.handedOver(HandOver.UNDER_WAY).decide();
        assertThat(underWay.serve()).contains(ENFORCED);
        assertThat(underWay.standing()).isEqualTo(new RolloutState.HandingOver());
        assertThat(given.handedOver(HandOver.DONE).decide().standing()).isEqualTo(new RolloutState.HandedOver());
    }

    /** What a retiring domain serves. */
    private static ServedPolicy retiring() {
        return seen(Given.spec(immediate(A))
                .served(ENFORCED)
                .deleted(retire())
                .decide()
                .serve()
                .orElseThrow());
    }

    private static Deletion retire() {
        return new Deletion(false, DAY, Optional.empty());
    }

    private static Deletion underWay(Instant deadline) {
        return new Deletion(false, DAY, Optional.of(new Retirement(NOW.minus(Duration.ofDays(2)), deadline, null)));
    }
}
