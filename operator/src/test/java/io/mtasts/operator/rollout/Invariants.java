package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What holds of each decision, whatever it was decided from. That no sender ever refuses mail, which is what they are for, is seen where
 * senders deliver.
 */
final class Invariants {
    private final RolloutInput input;
    private final Decision decision;
    private final Supplier<String> story;

    private Invariants(RolloutInput input, Decision decision, Supplier<String> story) {
        this.input = input;
        this.decision = decision;
        this.story = story;
    }

    /** @param story of the walk, told when one is broken */
    static void check(RolloutInput input, Decision decision, Outside outside, Supplier<String> story) {
        var invariants = new Invariants(input, decision, story);
        if (decision.serve().isEmpty()) {
            invariants.servesNothingOnlyBeforeOrAfter();
            return;
        }
        invariants.promotesOnlyOnEvidence(outside);
        invariants.knowsWhatSendersMayHold();
        invariants.takesForSeenWhatIsEverywhere(outside);
        invariants.decidesTheSameAgain();
    }

    private void servesNothingOnlyBeforeOrAfter() {
        boolean over = input.deletion().isPresent() || input.contact() instanceof FirstContact.NotYet;
        assertThat(over).as(story).isTrue();
    }

    private void promotesOnlyOnEvidence(Outside outside) {
        boolean promoted = decision.serve().orElseThrow().mode() == PolicyMode.ENFORCE
                && input.served()
                        .filter(policy -> policy.mode() == PolicyMode.TESTING)
                        .isPresent();
        if (promoted
                && input.spec().rollout().strategy() == RolloutStrategy.GATED
                && input.overrides().promote().isEmpty()) {
            assertThat(input.seen().map(Observation::evidence)).as(story).contains(Evidence.GOOD);
            assertThat(outside.truth()).as(story).isEqualTo(Evidence.GOOD);
        }
    }

    private void knowsWhatSendersMayHold() {
        var id = decision.serve().orElseThrow().id();
        assertThat(id).as(story).matches("[0-9a-zA-Z]{1,32}");
        assertThat(decision.ledger()).as(story).anyMatch(entry -> entry.id().equals(id));
    }

    private void takesForSeenWhatIsEverywhere(Outside outside) {
        var policy = decision.serve().orElseThrow();
        if (policy.seenSince() != null && decision.serve().equals(input.served())) {
            assertThat(outside.noReplicaHasOther(policy)).as(story).isTrue();
        }
    }

    /** Whoever is killed after writing it, and reads it back, goes on as if nothing had been. */
    private void decidesTheSameAgain() {
        var second = RolloutRules.decide(new RolloutInput(
                input.spec(),
                input.overrides(),
                true,
                decision.serve(),
                decision.ledger(),
                decision.soak(),
                input.record(),
                decision.forced(),
                new FirstContact.NotYet(),
                decision.serve().equals(input.served()) ? input.seen() : Optional.empty(),
                input.deletion()
                        .map(deletion ->
                                new Deletion(deletion.atOnce(), deletion.maxAgeSeconds(), decision.retirement())),
                HandOver.NO,
                input.now(),
                input.clockAgrees()));
        assertThat(second.serve()).as(story).isEqualTo(decision.serve());
        assertThat(second.ledger()).as(story).isEqualTo(decision.ledger());
        assertThat(second.soak()).as(story).isEqualTo(decision.soak());
    }
}
