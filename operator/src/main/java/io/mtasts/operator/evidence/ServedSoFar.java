package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.conditions.Attestation;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.PolicyConfirmation;
import java.util.Optional;

/** The policy that is served, with what the latest probe adds to what is known of it: that it has been seen everywhere, and where its host points. */
public final class ServedSoFar {
    private ServedSoFar() {}

    /** Empty before anything is served. */
    public static Optional<ServedPolicy> of(PolicyInput input, ProbeFacts facts) {
        var served = input.before().flatMap(MailDomainPolicyStatus::served);
        boolean attested =
                served.filter(policy -> Attestation.covers(input, policy)).isPresent();
        var seen = PolicyConfirmation.seen(
                served,
                new PolicyConfirmation.Evidence(
                        input.probe().map(ProbeResult::propagation),
                        input.propagation(),
                        facts.host(),
                        facts.named(),
                        !input.route().manual(),
                        input.now(),
                        input.clusterState().clockAgrees()));
        return seen.map(policy -> attested ? PolicyConfirmation.attested(policy, input.now()) : policy);
    }
}
