package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsCheck;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Aspect;
import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.Expectation.MailServers;
import io.mtasts.check.Judgement;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.prober.ProbeSpec.ExpectedPolicy;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.Policies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a domain stands with one policy served: what the latest probe of it brought, judged.
 *
 * @param served empty where somebody else serves
 * @param latest the latest probe, of whatever policy was served then; what it says of DNS and of mail servers holds for the next as well
 * @param probe the same, if it was one of that policy
 * @param judgement of the latest probe, by that policy
 */
public record Assessment(
        Preconditions preconditions,
        Optional<ServedPolicy> served,
        Optional<ProbeResult> latest,
        Optional<ProbeResult> probe,
        Optional<Judgement> judgement) {

    public static Assessment of(Preconditions preconditions, Optional<ServedPolicy> served) {
        var input = preconditions.input();
        var latest = input.probe().filter(seen -> isWhole(seen) || isOf(served, seen, input));
        var probe = latest.filter(seen -> isOf(served, seen, input));
        var judgement = latest.map(seen -> judge(input, served, seen));
        return new Assessment(preconditions, served, latest, probe, judgement);
    }

    public PolicyInput input() {
        return preconditions.input();
    }

    /** Only what was seen of the policy that is served, and nothing where the latest probe was of another. */
    Assessment ofServed() {
        return new Assessment(preconditions, served, probe, probe, judgement.filter(_ -> probe.isPresent()));
    }

    /** The same without what mail servers answered, where none were connected to: before anything is served, none are. */
    Assessment withMailServers() {
        boolean connected = input().observeOnly()
                || input().probe().filter(Assessment::isWhole).isPresent();
        return new Assessment(preconditions, served, latest, probe, judgement.filter(_ -> connected));
    }

    /** A condition as the latest probe was judged; pending before there is one. */
    ConditionResult condition(ConditionType type, Aspect aspect) {
        return judgement
                .flatMap(judged -> judged.verdict(aspect))
                .map(ConditionResult::of)
                .orElseGet(() -> ConditionResult.unknown(
                        type,
                        OperatorReason.Pending,
                        "%s has not been probed since the spec last changed."
                                .formatted(input().spec().domain())));
    }

    /** The first probe, before anything is served, asks for less. */
    static boolean isWhole(ProbeResult probe) {
        return probe.probeSpec().expected().isPresent();
    }

    /** A probe of what was served before does not say whether that is answered which is served now. */
    private static boolean isOf(Optional<ServedPolicy> served, ProbeResult probe, PolicyInput input) {
        return input.observeOnly()
                || probe.probeSpec().expected().map(ExpectedPolicy::id).equals(served.map(ServedPolicy::id));
    }

    private static Judgement judge(PolicyInput input, Optional<ServedPolicy> served, ProbeResult probe) {
        var reporting = input.spec().tlsReporting();
        var expectation = new Expectation(
                served.map(ServedPolicy::body),
                served.filter(policy -> policy.seenSince() != null).map(ServedPolicy::id),
                input.observeOnly() ? Optional.of(Policies.of(input.spec())) : Optional.empty(),
                reporting == null ? List.of() : reporting.rua(),
                Set.copyOf(PolicyHostTarget.addresses(input, probe)),
                reachedBefore(input, served),
                mailServers(input, probe));
        return Judgement.of(new Evidence(probe.view(), expectation, input.now()));
    }

    /** Also by an operator that ran before this one. */
    private static Set<String> reachedBefore(PolicyInput input, Optional<ServedPolicy> served) {
        var mx = input.before().map(MailDomainPolicyStatus::mx).orElse(List.of());
        return Stream.concat(
                        mx.stream().filter(MxHost::hasAnswered).map(MxHost::host),
                        served.filter(policy -> policy.seenSince() != null).map(_ -> input.policyHost()).stream())
                .collect(Collectors.toSet());
    }

    /** Only the spec has the user's word that certificates are watched elsewhere; a setting says nothing of the domain. */
    private static MailServers mailServers(PolicyInput input, ProbeResult probe) {
        if (input.spec().checks().mxTLS() == MxTlsCheck.DISABLED) {
            return MailServers.LEFT_TO_USER;
        }
        return probe.probeSpec().probeMx() ? MailServers.JUDGED : MailServers.NOT_CONNECTED;
    }
}
