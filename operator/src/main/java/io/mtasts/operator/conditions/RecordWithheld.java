package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.check.Listed;
import io.mtasts.observe.net.AddressText;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.HostMemory;
import io.mtasts.operator.rollout.Overrides;
import io.mtasts.operator.rollout.Policies;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why the record may not be published yet: policy first, then the record's id (RFC 8461 section 8.1), and not while senders may still go to
 * where the policy host led before.
 */
final class RecordWithheld {
    private RecordWithheld() {}

    static ConditionResult of(PolicyInput input, ServedPolicy policy) {
        var seen = input.probe()
                .map(ProbeResult::propagation)
                .filter(progress -> progress.id().equals(policy.id()));
        boolean everywhere = seen.filter(progress -> !progress.otherBytes() && progress.complete(input.propagation()))
                .isPresent();
        var cached = HostMemory.publishableFrom(policy).filter(from -> everywhere && from.isAfter(input.now()));
        var unseen = input.probe()
                .filter(_ -> seen.isPresent())
                .map(ProbeResult::unseen)
                .orElse(List.of());
        return ConditionResult.unknown(
                ConditionType.RecordPublished,
                OperatorReason.Verifying,
                cached.map(from -> whileCached(input, policy, from))
                        .orElseGet(() ->
                                unseen.isEmpty() ? untilMet(input, policy, seen) : untilSeen(input, policy, unseen)));
    }

    private static String whileCached(PolicyInput input, ServedPolicy policy, Instant from) {
        return "The record for policy %s is withheld until %s: every pod and every public address serves that policy, but until then a sender may still connect to an earlier address of %s, and would cache what it fetches there under the new id."
                .formatted(Policies.shortId(policy), from, input.policyHost());
    }

    /** What stands there may have other bytes, and a sender would keep them under the new id. */
    private static String untilSeen(PolicyInput input, ServedPolicy policy, List<InetAddress> unseen) {
        return "The record for policy %s is withheld: %s resolves to %s, which cannot be reached from here and is not an address of the Ingress, Gateway or public name: it may still serve another policy. Remove it from DNS, or make it reachable; or check the policy there from outside, and annotate this resource with %s=%s."
                .formatted(
                        Policies.shortId(policy),
                        input.policyHost(),
                        Listed.few(unseen.stream().map(AddressText::of).toList()),
                        Overrides.ATTEST,
                        Policies.shortId(policy));
    }

    private static String untilMet(PolicyInput input, ServedPolicy policy, Optional<Propagation> seen) {
        var why = seen.filter(Propagation::otherBytes).isPresent()
                ? "a different policy is still served somewhere; PolicyServed says where."
                : seen.filter(progress -> progress.looks() > 0).isPresent()
                        ? "%d probes in a row, over at least %s, have to find it."
                                .formatted(Propagation.LOOKS, TimeSpan.of(input.propagation()))
                        : "CertificateReady and PolicyServed say what is missing.";
        return "The record for policy %s is withheld until every pod and every public address serves that policy: %s"
                .formatted(Policies.shortId(policy), why);
    }
}
