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
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was there before anything was served: a domain that comes with MTA-STS, a lost status, a restored cluster. */
final class FirstContactTest {
    private static final String A = "a.example";
    private static final String B = "b.example";

    @Test
    void nothingIsServedBeforeSomebodyHasLooked() {
        var decision = Given.spec(gated(A)).contact(new FirstContact.NotYet()).decide();

        assertThat(decision.serve()).isEmpty();
        assertThat(decision.standing()).isEqualTo(new RolloutState.FirstLook());
    }

    @Test
    void whatIsServedAlreadyNeedsNoFirstLook() {
        var tried = seen(first(gated(A)));

        assertThat(Given.spec(gated(A))
                        .served(tried)
                        .contact(new FirstContact.NotYet())
                        .decide()
                        .serve())
                .contains(tried);
    }

    @Test
    void enforceStaysEnforceWithoutASoak() {
        var found = first(immediate(A));

        var decision = Given.spec(gated(A))
                .contact(new FirstContact.Found(found, List.of()))
                .decide();

        assertThat(decision.serve()).contains(found);
        assertThat(decision.standing()).isEqualTo(new RolloutState.Complete());
        assertThat(decision.ledger()).containsExactly(entry(found, null));
        assertThat(decision.news()).extracting(RolloutEvent::reason).containsExactly("PolicyAdopted");
    }

    @Test
    void anEnforcePolicyThatCoversMoreIsServedOnUntilItIsSafe() {
        var found = first(immediate(A, B));

        var decision = Given.spec(gated(A))
                .contact(new FirstContact.Found(found, List.of()))
                .seen(look(NOW, Evidence.GOOD, A, B))
                .decide();

        assertThat(decision.serve()).contains(found);
        assertThat(decision.standing()).isInstanceOf(RolloutState.WouldRejectMail.class);
    }

    @Test
    void testingGoesThroughTheSoak() {
        var found = first(gated(A));

        var decision = Given.spec(gated(A))
                .contact(new FirstContact.Found(found, List.of()))
                .decide();

        assertThat(decision.serve()).contains(found);
        assertThat(decision.standing()).isInstanceOf(RolloutState.Soaking.class);
    }

    @Test
    void aRecordWhosePolicyCannotBeFetchedIsHeldForTheWorst() {
        var decision = Given.spec(gated(A))
                .contact(new FirstContact.RecordAlone("20200101", Optional.empty()))
                .decide();

        assertThat(decision.serve().orElseThrow().mode()).isEqualTo(PolicyMode.TESTING);
        assertThat(decision.ledger())
                .contains(new LedgerEntry("20200101", PolicyMode.ENFORCE, List.of(), 31_557_600, null, true));
        assertThat(decision.news()).extracting(RolloutEvent::reason).containsExactly("RecordFound");
    }

    @Test
    void otherBytesUnderAPublishedIdMakeItAnotherId() {
        var served = seen(first(immediate(A)));
        var poisoned = new Propagation(id(served), 0, NOW, NOW, true, Duration.ZERO);

        var renewed = looked(served, poisoned, Set.of(id(served)));
        assertThat(renewed.body()).isEqualTo(served.body());
        assertThat(renewed.revision()).isEqualTo(1);
        assertThat(renewed.id()).isNotEqualTo(served.id());
        assertThat(renewed.seenSince()).isNull();
        assertThat(Given.spec(immediate(A))
                        .served(renewed)
                        .ledger(entry(served, null))
                        .seen(look(NOW, Evidence.BAD, Set.of(id(served)), A))
                        .decide()
                        .serve())
                .contains(renewed);

        var unpublished = looked(served, poisoned, Set.of());
        assertThat(unpublished.id()).isEqualTo(served.id());
        assertThat(unpublished.seenSince()).isNull();
    }

    private static ServedPolicy looked(ServedPolicy served, Propagation progress, Set<String> named) {
        var evidence = new PolicyConfirmation.Evidence(
                Optional.of(progress), Duration.ofMinutes(2), Optional.empty(), named, true, NOW, true);
        return PolicyConfirmation.seen(Optional.of(served), evidence).orElseThrow();
    }

    @Test
    void anIdThatIsNoneOfOursIsRememberedAsSuch() {
        var ours = first(immediate(A));
        var theirs = new ServedPolicy(
                "5d41402abc4b2a76b9719d911017c592",
                ours.revision(),
                ours.mode(),
                ours.mx(),
                ours.maxAgeSeconds(),
                ours.body(),
                ours.since(),
                null);

        var ledger = Given.spec(gated(A))
                .contact(new FirstContact.Found(theirs, List.of(entry(ours, null))))
                .decide()
                .ledger();

        assertThat(ledger).extracting(LedgerEntry::adopted).containsExactlyInAnyOrder(true, null);
    }
}
