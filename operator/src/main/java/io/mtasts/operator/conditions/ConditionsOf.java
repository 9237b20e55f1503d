package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static io.mtasts.api.v1alpha1.ConditionType.TLSReportingPublished;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Aspect;
import io.mtasts.check.Judgement;
import io.mtasts.check.Listed;
import io.mtasts.observe.net.AddressText;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.operator.publish.RecordKind;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.HostMemory;
import io.mtasts.operator.rollout.Overrides;
import io.mtasts.operator.rollout.Policies;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a MailDomainPolicy in the order in which they are read, without RolloutComplete, and without Ready and Stalled, which sum them up. */
final class ConditionsOf {
    private ConditionsOf() {}

    /**
     * @param judgement of the latest probe
     * @param ofServed the same, if it was a look at what is served
     */
    static List<ConditionResult> policy(
            PolicyInput input,
            ConditionResult accepted,
            Optional<ServedPolicy> served,
            PolicyHostTarget hostTarget,
            Optional<Judgement> judgement,
            Optional<Judgement> ofServed) {
        var outcomes = new ArrayList<ConditionResult>();
        outcomes.add(accepted);
        if (!input.observeOnly()) {
            outcomes.add(CertificateReadiness.of(input, accepted, hostTarget, judgement));
        }
        outcomes.add(policyServed(input, served, ofServed));
        outcomes.add(recordPublished(input, served, ofServed));
        outcomes.add(judged(MXMatchesPolicy, Aspect.COVERAGE, input, judgement));
        outcomes.add(mxTls(input, judgement));
        if (input.spec().tlsReporting() != null) {
            outcomes.add(RecordPublication.of(
                    input,
                    RecordKind.TLS_REPORTING,
                    served,
                    judged(TLSReportingPublished, Aspect.TLS_REPORTING, input, judgement)));
        }
        return outcomes;
    }

    private static ConditionResult judged(
            ConditionType type, Aspect aspect, PolicyInput input, Optional<Judgement> judgement) {
        return judgement
                .flatMap(judged -> judged.verdict(aspect))
                .map(ConditionResult::of)
                .orElseGet(() -> pending(type, input));
    }

    /** The first probe, before anything is served, does not connect to mail servers. */
    private static ConditionResult mxTls(PolicyInput input, Optional<Judgement> judgement) {
        boolean connected =
                input.observeOnly() || input.probe().filter(Assessment::isWhole).isPresent();
        return judged(MXTLSValid, Aspect.MX_TLS, input, judgement.filter(_ -> connected));
    }

    private static ConditionResult pending(ConditionType type, PolicyInput input) {
        return ConditionResult.unknown(
                type,
                OperatorReason.Pending,
                "%s has not been looked at since this was asked for."
                        .formatted(input.spec().domain()));
    }

    /** In public first, as senders see it; then pod by pod, since a balancer may have shown only the good one. */
    private static ConditionResult policyServed(
            PolicyInput input, Optional<ServedPolicy> served, Optional<Judgement> judgement) {
        var inPublic = judged(PolicyServed, Aspect.POLICY, input, judgement);
        if (served.isEmpty() || !inPublic.isTrue()) {
            return Attestation.considered(input, served, inPublic);
        }
        return input.probe()
                .flatMap(probe -> PodAgreement.complaint(input, probe, served.get()))
                .orElse(inPublic);
    }

    private static ConditionResult recordPublished(
            PolicyInput input, Optional<ServedPolicy> served, Optional<Judgement> judgement) {
        return served.filter(policy -> policy.seenSince() == null)
                .map(policy -> withheld(input, policy))
                .orElseGet(() -> RecordPublication.of(
                        input, RecordKind.MTA_STS, served, judged(RecordPublished, Aspect.RECORD, input, judgement)));
    }

    /** RFC 8461 section 8.1: policy first, then the record's id; and not while senders may still go to where the policy host led before. */
    private static ConditionResult withheld(PolicyInput input, ServedPolicy policy) {
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
                RecordPublished,
                OperatorReason.Verifying,
                cached.map(from -> whileCached(input, policy, from))
                        .orElseGet(() ->
                                unseen.isEmpty() ? untilMet(input, policy, seen) : untilSeen(input, policy, unseen)));
    }

    private static String whileCached(PolicyInput input, ServedPolicy policy, Instant from) {
        return "The record for policy %s is withheld until %s: every pod and every public address answers with that policy, but until then a sender may still go to an address that %s had before, and would keep what it fetches there under the new id."
                .formatted(shortId(policy), from, input.policyHost());
    }

    /** What stands there may have other bytes, and a sender would keep them under the new id. */
    private static String untilSeen(PolicyInput input, ServedPolicy policy, List<InetAddress> unseen) {
        return "The record for policy %s is withheld: %s leads to %s, which could not be reached from here and is no address of the Ingress, Gateway or public name: it may still answer with another policy. Take it out of DNS, or let it be reached; or see the policy there from outside, and annotate this resource with %s=%s."
                .formatted(
                        shortId(policy),
                        input.policyHost(),
                        Listed.few(unseen.stream().map(AddressText::of).toList()),
                        Overrides.ATTEST,
                        shortId(policy));
    }

    private static String untilMet(PolicyInput input, ServedPolicy policy, Optional<Propagation> seen) {
        var why = seen.filter(Propagation::otherBytes).isPresent()
                ? "somewhere other bytes are still answered; PolicyServed says where."
                : seen.filter(progress -> progress.looks() > 0).isPresent()
                        ? "it has to be met in %d looks in a row over at least %s."
                                .formatted(Propagation.LOOKS, Durations.text(input.propagation()))
                        : "CertificateReady and PolicyServed say what is missing.";
        return "The record for policy %s is withheld until every pod and every public address answers with that policy: %s"
                .formatted(shortId(policy), why);
    }

    static String shortId(ServedPolicy policy) {
        return Policies.shortId(String.valueOf(policy.id()));
    }
}
