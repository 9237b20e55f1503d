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
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which policies a sender may still hold, and until when. */
class LedgerTest {
    private static final String A = "a.example";
    private static final String B = "b.example";

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
        assertThat(facts.seen(Given.answering(look, id(first))).decide().ledger())
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
