package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.observe.Answer;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PolicyOutcome;
import io.mtasts.operator.prober.PodAnswer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.HostSight;
import io.mtasts.operator.rollout.Observation.Leads;
import io.mtasts.operator.rollout.Policies;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the latest look saw the policy host lead, for how long that may be kept, and whether our pods answer for it. */
final class HostSightOf {
    private static final int OK = 200;

    private HostSightOf() {}

    static Optional<HostSight> of(PolicyInput situation) {
        return situation.sighting().map(sighting -> of(situation, sighting));
    }

    private static HostSight of(PolicyInput situation, ProbeResult sighting) {
        var host = sighting.view().policyHost();
        long byResolvers = host.addresses() instanceof Answer.Found<InetAddress> found ? found.ttlSeconds() : 0;
        var lasting = host.trail().ttlSeconds();
        return new HostSight(
                leads(situation, sighting), Duration.ofSeconds(lasting.orElse(byResolvers)), pods(sighting));
    }

    private static Leads leads(PolicyInput situation, ProbeResult sighting) {
        var host = sighting.view().policyHost();
        var pointing = PolicyHostTarget.of(situation);
        if (pointing.here()) {
            return everyServerLeadsHere(situation, sighting) ? Leads.HERE : Leads.AWAY;
        }
        if (answersAsWe(situation, bodies(host))) {
            return Leads.HERE;
        }
        return switch (host.addresses()) {
            case Answer.Unavailable<InetAddress> _ -> Leads.UNKNOWN;
            case Answer.NoSuchName<InetAddress> _, Answer.NoData<InetAddress> _, Answer.AliasLoop<InetAddress> _ ->
                sighting.view().mailServers().answer() instanceof Answer.NoSuchName<?> ? Leads.GONE : Leads.NOWHERE;
            case Answer.Found<InetAddress> _ -> pointing.target().isEmpty() ? Leads.UNKNOWN : Leads.AWAY;
        };
    }

    /** No name server of the domain may still lead to where it was before. */
    private static boolean everyServerLeadsHere(PolicyInput situation, ProbeResult sighting) {
        var host = sighting.view().policyHost();
        var ours = PolicyHostTarget.addresses(situation, sighting);
        var way = host.addresses().aliases();
        return host.trail().authoritative().stream().allMatch(at -> switch (at.answer()) {
            case Answer.Found<InetAddress> found ->
                ours.containsAll(found.records()) || (!found.aliases().isEmpty() && way.containsAll(found.aliases()));
            case Answer.NoData<InetAddress> none -> way.containsAll(none.aliases());
            case Answer.NoSuchName<InetAddress> none -> !none.aliases().isEmpty() && way.containsAll(none.aliases());
            case Answer.AliasLoop<InetAddress> _ -> false;
            case Answer.Unavailable<InetAddress> _ -> true;
        });
    }

    private static List<String> bodies(PolicyHostView host) {
        return host.attempts().stream()
                .map(attempt -> attempt.outcome())
                .filter(PolicyOutcome.Answered.class::isInstance)
                .map(PolicyOutcome.Answered.class::cast)
                .map(answer -> answer.status() == OK ? answer.body() : "")
                .toList();
    }

    /**
     * Behind a proxy it has other addresses, and our bytes are answered all the same. While it led elsewhere before, only bytes that were
     * never answered there count: those of a policy that no record has named yet.
     */
    private static boolean answersAsWe(PolicyInput situation, List<String> bodies) {
        var served = situation.before().flatMap(MailDomainPolicyStatus::served);
        if (bodies.isEmpty() || served.isEmpty()) {
            return false;
        }
        var policy = served.get();
        boolean ledElsewhere = policy.host() != null && policy.host().since() == null;
        return ledElsewhere
                ? !RolloutFacts.named(situation).contains(String.valueOf(policy.id()))
                        && bodies.stream().allMatch(body -> body.equals(policy.body()))
                : bodies.stream().allMatch(body -> isOurs(situation, policy, body));
    }

    private static boolean isOurs(PolicyInput situation, ServedPolicy served, String body) {
        return body.equals(served.body())
                || situation.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()).stream()
                        .filter(entry -> entry.adopted() == null)
                        .map(LedgerEntry::id)
                        .anyMatch(id -> Policies.revision(body, id::equals).isPresent());
    }

    /** A pod that is ready and silent may be kept from us by a NetworkPolicy: that is no outage. */
    private static HostSight.Pods pods(ProbeResult sighting) {
        if (sighting.everyPodGivesIt()) {
            return HostSight.Pods.UP;
        }
        var expected = sighting.assignment().expected().map(policy -> policy.body());
        boolean inPublic =
                bodies(sighting.view().policyHost()).stream().anyMatch(body -> expected.equals(Optional.of(body)));
        boolean none = expected.isPresent()
                && sighting.pods().stream()
                        .allMatch(pod -> pod instanceof PodAnswer.Answered answer && answer.status() != OK);
        return none && !inPublic ? HostSight.Pods.DOWN : HostSight.Pods.UNKNOWN;
    }
}
