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
import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
                    assertThat(pattern.usuallySafeFrom()).isEqualTo(NOW.plusSeconds(900));
                    assertThat(pattern.surelySafeFrom()).isEqualTo(end);
                });
    }

    /** Whoever fetched it while another id stood there keeps it, if he renews by the id, for as long as that one stands. */
    @Test
    void aPolicyThatNoRecordEverNamedDoesNotEndWhileAnotherIdStands() {
        var named = seen(first(immediate(A)));
        var between = seen(first(immediate(B)));
        var later = seen(first(immediate(A, B)));
        var input = Given.spec(immediate(A, B))
                .served(later)
                .ledger(entry(named, null), entry(between, null), entry(later, null));
        assertThat(input.seen(look(NOW, Evidence.BAD, Set.of(id(named)), A))
                        .decide()
                        .ledger())
                .contains(entry(between, null));
        assertThat(input.seen(look(NOW, Evidence.GOOD, Set.of(id(later)), A))
                        .decide()
                        .ledger())
                .doesNotContain(entry(between, null));
    }

    /** A sender whose resolver still leads to the host before fetches the old bytes there, and keeps them from then. */
    @Test
    void theAddressOfTheHostBeforeIsCountedIn() {
        var first = seen(first(immediate(A)));
        var later = seen(first(immediate(A, B))).at(new PolicyHost(NOW, 86_400, null, null));
        var decision = Given.spec(immediate(A, B))
                .served(later)
                .ledger(entry(first, null), entry(later, null))
                .seen(look(NOW, Evidence.GOOD, Set.of(id(later)), A))
                .decide();
        assertThat(decision.ledger())
                .extracting(LedgerEntry::expires)
                .contains(NOW.plus(Duration.ofDays(8)).plus(Duration.ofHours(1)));
    }

    /** Its id does not follow from its bytes. */
    @Test
    void bytesOfAnAdoptedPolicyThatReturnReopenItsEntry() {
        var policy = first(immediate(A));
        var adopted = new LedgerEntry(
                "20200101", policy.mode(), policy.mx(), policy.maxAgeSeconds(), NOW.plus(Duration.ofHours(1)), true);

        var met = Met.of(List.of(adopted), List.of(Objects.requireNonNull(policy.body())));

        assertThat(met.ids()).containsExactly("20200101");
        assertThat(met.ledger()).containsExactly(adopted.ending(null));
    }

    /** Nobody knows of it what DNS named it by. */
    @Test
    void bytesOfAStrangerEnterWhenTheyEnforce() {
        var stranger = first(immediate(A));
        var trial = first(gated(A));

        var met = Met.of(
                List.of(),
                List.of(
                        Objects.requireNonNull(stranger.body()),
                        Objects.requireNonNull(trial.body()),
                        "<html>no policy</html>"));

        assertThat(met.ledger()).singleElement().satisfies(entry -> {
            assertThat(entry.mx()).containsExactly(A);
            assertThat(entry.expires()).isNull();
            assertThat(entry.adopted()).isTrue();
        });
    }

    /** The probe is eight days old by a clock that was behind when it was made. */
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
        var input = Given.spec(immediate(A, B))
                .served(later)
                .ledger(entry(first, NOW.plus(Duration.ofHours(1))), entry(later, null));
        assertThat(input.seen(LookLike.of(look).answered(id(first)).seen())
                        .decide()
                        .ledger())
                .contains(entry(first, null));
        assertThat(input.seen(look).decide().ledger())
                .extracting(LedgerEntry::expires)
                .containsExactly(NOW.plus(Duration.ofHours(1)), null);
    }

    /** Edits follow one another faster than looks do. */
    @Test
    void whatDnsNamedLastIsNotMergedAway() {
        var published = seen(first(immediate(A)));
        var ledger = new ArrayList<LedgerEntry>(List.of(entry(published, null)));
        for (int i = 0; i < 25; i++) {
            ledger.add(new LedgerEntry("edit" + i, PolicyMode.ENFORCE, List.of(A), 86_400, null));
        }
        var input =
                Given.spec(immediate(A)).served(seen(first(immediate(A, B)))).ledger(ledger);
        assertThat(input.decide().ledger()).hasSize(20).doesNotContain(entry(published, null));
        assertThat(input.record(id(published)).decide().ledger()).hasSize(20).contains(entry(published, null));
    }

    /** Nobody fetches a policy before a record says that there is one (RFC 8461 section 3.1). */
    @Test
    void whatNoRecordEverNamedIsHeldByNobody() {
        var first = seen(first(immediate(A)));
        var served = Given.spec(immediate(A)).decide();
        assertThat(served.ledger())
                .singleElement()
                .satisfies(entry -> assertThat(entry.unpublished()).isTrue());
        var input = Given.spec(immediate(A)).served(first).ledger(served.ledger());

        assertThat(input.seen(look(NOW, Evidence.BAD, A)).decide().ledger())
                .singleElement()
                .satisfies(entry -> assertThat(entry.unpublished()).isTrue());
        assertThat(input.seen(look(NOW, Evidence.GOOD, Set.of(id(first)), A))
                        .decide()
                        .ledger())
                .singleElement()
                .satisfies(entry -> assertThat(entry.unpublished()).isNull());
        assertThat(input.seen(look(NOW, Evidence.BAD, Set.of("20200101"), A))
                        .decide()
                        .ledger())
                .as("a sender that has nothing yet fetches what is served, whatever id it is told")
                .singleElement()
                .satisfies(entry -> assertThat(entry.unpublished()).isNull());
    }

    @Test
    void sendersThatLookAtTheIdHaveLetGoOnceAnotherHasStoodForItsTimeToLiveAndTenMinutes() {
        var first = seen(first(immediate(A)));
        var later = seen(first(immediate(A, B)));
        var input = Given.spec(immediate(A, B)).served(later).ledger(entry(first, null), entry(later, null));
        var both = LookLike.of(look(NOW, Evidence.BAD, Set.of(id(first), id(later)), A))
                .timeToLive(Duration.ofMinutes(5))
                .seen();
        var lost = LookLike.of(look(NOW, Evidence.BAD, A))
                .timeToLive(Duration.ofMinutes(5))
                .seen();
        var replaced = LookLike.of(look(NOW, Evidence.GOOD, Set.of(id(later)), A))
                .timeToLive(Duration.ofMinutes(5))
                .seen();

        assertThat(input.seen(both).decide().ledger())
                .as("while some name server still names it")
                .extracting(LedgerEntry::replacedFrom)
                .containsOnlyNulls();
        var withoutRecord = input.seen(lost).decide().ledger();
        assertThat(withoutRecord)
                .as("a record that is gone lets nobody go")
                .extracting(LedgerEntry::replacedFrom)
                .containsOnlyNulls();
        var inTime = NOW.plus(Duration.ofMinutes(15));
        var gone = input.ledger(withoutRecord).seen(replaced).decide().ledger();
        assertThat(gone)
                .filteredOn(entry -> entry.id().equals(id(first)))
                .extracting(LedgerEntry::replacedFrom)
                .containsExactly(inTime);
        assertThat(gone)
                .filteredOn(entry -> entry.id().equals(id(later)))
                .extracting(LedgerEntry::replacedFrom)
                .containsOnlyNulls();
        var lookLater = LookLike.of(look(NOW.plusSeconds(60), Evidence.GOOD, Set.of(id(later)), A))
                .timeToLive(Duration.ofMinutes(5))
                .seen();
        assertThat(input.ledger(gone)
                        .at(NOW.plusSeconds(60))
                        .seen(lookLater)
                        .decide()
                        .ledger())
                .as("it does not move")
                .isEqualTo(gone);
        assertThat(input.ledger(gone).seen(both).decide().ledger())
                .as("it is named again")
                .extracting(LedgerEntry::replacedFrom)
                .containsOnlyNulls();
        assertThat(input.clocksDiffer()
                        .ledger(withoutRecord)
                        .seen(replaced)
                        .decide()
                        .ledger())
                .as("by a clock that may be wrong nothing has happened yet")
                .extracting(LedgerEntry::replacedFrom)
                .containsOnlyNulls();
    }
}
