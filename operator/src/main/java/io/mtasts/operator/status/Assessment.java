package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsCheck;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.Expectation.MailServers;
import io.mtasts.check.Judgement;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.prober.ProbeSpec.ExpectedPolicy;
import io.mtasts.operator.rollout.Policies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a domain stands with one policy served: what the latest look at it brought, judged.
 *
 * @param served empty where somebody else serves
 * @param latest the latest look, at whatever policy was served then; what it says of DNS and of mail servers holds for the next as well
 * @param sighting the same, if it was one at that policy
 * @param judgement of the latest look, by that policy
 * @param outcomes the conditions, but for RolloutComplete and those that sum up
 */
record Assessment(
        Optional<ServedPolicy> served,
        Optional<ProbeResult> latest,
        Optional<ProbeResult> sighting,
        Optional<Judgement> judgement,
        List<ConditionResult> outcomes) {

    static Assessment of(
            PolicyInput situation, ConditionResult accepted, PolicyHostTarget pointing, Optional<ServedPolicy> served) {
        var latest = situation.sighting().filter(seen -> isWhole(seen) || isOf(served, seen, situation));
        var sighting = latest.filter(seen -> isOf(served, seen, situation));
        var judgement = latest.map(seen -> judge(situation, served, seen));
        return new Assessment(
                served,
                latest,
                sighting,
                judgement,
                ConditionsOf.policy(
                        situation, accepted, served, pointing, judgement, sighting.flatMap(_ -> judgement)));
    }

    /** The first look, before anything is served, asks for less. */
    static boolean isWhole(ProbeResult sighting) {
        return sighting.assignment().expected().isPresent();
    }

    /** A look at what was served before does not say whether that is answered which is served now. */
    private static boolean isOf(Optional<ServedPolicy> served, ProbeResult sighting, PolicyInput situation) {
        return situation.observeOnly()
                || sighting.assignment().expected().map(ExpectedPolicy::id).equals(served.map(ServedPolicy::id));
    }

    private static Judgement judge(PolicyInput situation, Optional<ServedPolicy> served, ProbeResult sighting) {
        var reporting = situation.spec().tlsReporting();
        var expectation = new Expectation(
                served.map(ServedPolicy::body),
                served.filter(policy -> policy.seenSince() != null).map(ServedPolicy::id),
                situation.observeOnly() ? Optional.of(Policies.of(situation.spec())) : Optional.empty(),
                reporting == null ? List.of() : reporting.rua(),
                Set.copyOf(PolicyHostTarget.addresses(situation, sighting)),
                reachedBefore(situation, served),
                mailServers(situation, sighting));
        return Judgement.of(new Evidence(sighting.view(), expectation, situation.now()));
    }

    /** Also by an operator that ran before this one. */
    private static Set<String> reachedBefore(PolicyInput situation, Optional<ServedPolicy> served) {
        var mx = situation.before().map(MailDomainPolicyStatus::mx).orElse(List.of());
        return Stream.concat(
                        mx.stream().filter(MxHost::hasAnswered).map(MxHost::host),
                        served.filter(policy -> policy.seenSince() != null).map(_ -> situation.policyHost()).stream())
                .collect(Collectors.toSet());
    }

    /** Only the spec has the user's word that certificates are watched elsewhere; a setting says nothing of the domain. */
    private static MailServers mailServers(PolicyInput situation, ProbeResult sighting) {
        if (situation.spec().checks().mxTLS() == MxTlsCheck.DISABLED) {
            return MailServers.LEFT_TO_USER;
        }
        return sighting.assignment().probeMx() ? MailServers.JUDGED : MailServers.NOT_CONNECTED;
    }
}
