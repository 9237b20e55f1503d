package io.mtasts.operator.rollout;

import static io.mtasts.operator.rollout.Given.NOW;
import static io.mtasts.operator.rollout.Given.entry;
import static io.mtasts.operator.rollout.Given.first;
import static io.mtasts.operator.rollout.Given.id;
import static io.mtasts.operator.rollout.Given.immediate;
import static io.mtasts.operator.rollout.Given.look;
import static io.mtasts.operator.rollout.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which policies a sender may still hold, and until when. */
class LedgerTest {
    private static final String A = "a.example";
    private static final String B = "b.example";

    @Test
    void anEarlierPolicyEndsMaxAgeAfterTheRecordNoLongerNamesIt() {
        var first = seen(first(immediate(A)));
        var second = Given.spec(immediate(A, B)).served(first).decide();
        var later = seen(second.serve().orElseThrow());
        var named = LookLike.of(look(NOW, Evidence.BAD, Set.of(id(first), id(later)), A))
                .timeToLive(Duration.ofHours(2))
                .seen();
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

        var gone = LookLike.of(look(NOW, Evidence.GOOD, Set.of(id(later)), A))
                .timeToLive(Duration.ofHours(2))
                .seen();
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

    /** The look is eight days old by a clock that was behind when it was made. */
    @Test
    void aPolicyDoesNotEndByTheTimeOfASlowClock() {
        var first = seen(first(immediate(A)));
        var later = seen(first(immediate(A, B)));
        var decision = Given.spec(immediate(A, B))
                .served(later)
                .ledger(entry(first, null), entry(later, null))
                .seen(look(NOW.minus(Duration.ofDays(8)), Evidence.GOOD, Set.of(id(later)), A))
                .decide();
        assertThat(decision.ledger())
                .filteredOn(entry -> entry.id().equals(id(first)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.expires()).isAfter(NOW.plus(Duration.ofDays(7))));
    }

    @Test
    void bytesThatAreAnsweredAgainMayBeHeldFromThen() {
        var first = seen(first(immediate(A)));
        var later = seen(first(immediate(A, B)));
        var look = look(NOW, Evidence.BAD, Set.of(id(later)), A);
        var facts = Given.spec(immediate(A, B))
                .served(later)
                .ledger(entry(first, NOW.plus(Duration.ofHours(1))), entry(later, null));
        assertThat(facts.seen(LookLike.of(look).answered(id(first)).seen())
                        .decide()
                        .ledger())
                .contains(entry(first, null));
        assertThat(facts.seen(look).decide().ledger()).contains(entry(first, NOW.plus(Duration.ofHours(1))));
    }

    /** Edits follow one another faster than looks do. */
    @Test
    void whatDnsNamedLastIsNotMergedAway() {
        var published = seen(first(immediate(A)));
        var ledger = new ArrayList<LedgerEntry>(List.of(entry(published, null)));
        for (int i = 0; i < 25; i++) {
            ledger.add(new LedgerEntry("edit" + i, PolicyMode.ENFORCE, List.of(A), 86_400, null));
        }
        var facts =
                Given.spec(immediate(A)).served(seen(first(immediate(A, B)))).ledger(ledger);
        assertThat(facts.decide().ledger()).hasSize(20).doesNotContain(entry(published, null));
        assertThat(facts.record(id(published)).decide().ledger()).hasSize(20).contains(entry(published, null));
    }
}
