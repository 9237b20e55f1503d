package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.operator.gather.CertificateTurn;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.List;
import java.util.Optional;

/**
 * What all else rests on, judged once a pass.
 *
 * @param accepted whether the spec can be acted on
 * @param newStepsAllowed whether new steps may be taken
 * @param hostTarget where the policy host should point, and whether it does
 * @param caa what CAA records have against its certificate
 * @param certificateMayBeRequested whether its certificate may be requested: without success it would use up what an ACME account may ask for
 */
public record Preconditions(
        PolicyInput input,
        ConditionResult accepted,
        boolean newStepsAllowed,
        PolicyHostTarget hostTarget,
        Optional<ConditionResult> caa,
        boolean certificateMayBeRequested) {
    static final String CERTIFICATE = "Certificate";

    public static Preconditions of(PolicyInput input) {
        var hostTarget = PolicyHostTarget.of(input);
        var caa = queuedBefore(input) ? Optional.<ConditionResult>empty() : CaaLeave.hindrance(input);
        return of(input, hostTarget, caa, mayBeRequested(input, hostTarget, caa));
    }

    private static Preconditions of(
            PolicyInput input,
            PolicyHostTarget hostTarget,
            Optional<ConditionResult> caa,
            boolean certificateMayBeRequested) {
        var accepted = Acceptance.of(input);
        return new Preconditions(
                input, accepted, NewSteps.allowed(accepted), hostTarget, caa, certificateMayBeRequested);
    }

    /** Requesting without success uses up what an ACME account may ask for. */
    private static boolean mayBeRequested(
            PolicyInput input, PolicyHostTarget hostTarget, Optional<ConditionResult> caa) {
        return input.certificate().isPresent()
                || (caa.isEmpty() && (hostTarget.here() || input.requestsBeforeDNS() || queuedBefore(input)));
    }

    /** Until the first probe after a restart it is taken to point here as it did: it must not lose its place. */
    private static boolean queuedBefore(PolicyInput input) {
        return input.probe().isEmpty()
                && input.before()
                        .flatMap(status -> status.condition(ConditionType.CertificateReady))
                        .filter(condition -> condition.reason().equals(OperatorReason.CertificateQueued.name()))
                        .isPresent();
    }

    /** The same with what is now known of the names of children. */
    public Preconditions withNamesTaken(List<String> taken) {
        return taken.isEmpty() ? this : of(input.withNamesTaken(taken), hostTarget, caa, certificateMayBeRequested);
    }

    /** The same with what is now known of the queue for certificates. */
    public Preconditions withTurn(CertificateTurn turn) {
        return new Preconditions(
                input.withTurn(turn), accepted, newStepsAllowed, hostTarget, caa, certificateMayBeRequested);
    }

    /**
     * Does somebody else have the policy host now, as the latest probe showed it? One that is gone has not moved on, nor one that still
     * answers what is served here.
     */
    public boolean hostHasMovedOn() {
        boolean found = input.probe()
                .filter(seen -> !seen.view().policyHost().addresses().records().isEmpty())
                .isPresent();
        boolean served = input.before()
                .flatMap(status -> status.condition(ConditionType.PolicyServed))
                .map(Condition::holds)
                .orElse(false);
        return found && !hostTarget.target().isEmpty() && !hostTarget.here() && !served;
    }

    /** Is a certificate still to be requested, and only waits for its turn? */
    public boolean certificateIsDue() {
        return input.wantsCertificate()
                && input.certificate().isEmpty()
                && certificateMayBeRequested
                && !input.refused().rests(CERTIFICATE, input.now()) // its place is for others meanwhile
                && newStepsAllowed;
    }
}
