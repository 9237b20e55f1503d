package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.operator.conditions.PolicyHostTarget;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.PodAnswer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.HostSight;
import io.mtasts.operator.rollout.Observation.Leads;
import io.mtasts.operator.rollout.Policies;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the latest probe saw the policy host lead, for how long that may be kept, and whether our pods answer for it. */
final class HostSightOf {
    private static final int OK = 200;

    private HostSightOf() {}

    /** @param named the ids that DNS names, and the one that it named before */
    static Optional<HostSight> of(Preconditions preconditions, Set<String> named) {
        return preconditions.input().probe().map(probe -> of(preconditions, named, probe));
    }

    private static HostSight of(Preconditions preconditions, Set<String> named, ProbeResult probe) {
        var host = probe.view().policyHost();
        long byResolvers = host.addresses() instanceof Answer.Found<InetAddress> found ? found.ttlSeconds() : 0;
        var lasting = host.trail().ttlSeconds();
        return new HostSight(
                leads(preconditions, named, probe), Duration.ofSeconds(lasting.orElse(byResolvers)), pods(probe));
    }

    private static Leads leads(Preconditions preconditions, Set<String> named, ProbeResult probe) {
        var input = preconditions.input();
        var host = probe.view().policyHost();
        var hostTarget = preconditions.hostTarget();
        if (hostTarget.here()) {
            return everyServerLeadsHere(input, probe) ? Leads.HERE : Leads.AWAY;
        }
        if (answersAsWe(input, named, bodies(host))) {
            return Leads.HERE;
        }
        return switch (host.addresses()) {
            case Answer.Unavailable<InetAddress> _ -> Leads.UNKNOWN;
            case Answer.NoSuchName<InetAddress> _, Answer.NoData<InetAddress> _, Answer.AliasLoop<InetAddress> _ ->
                probe.view().mailServers().answer() instanceof Answer.NoSuchName<?> ? Leads.GONE : Leads.NOWHERE;
            case Answer.Found<InetAddress> _ -> hostTarget.target().isEmpty() ? Leads.UNKNOWN : Leads.AWAY;
        };
    }

    /** No name server of the domain may still lead to where it was before. */
    private static boolean everyServerLeadsHere(PolicyInput input, ProbeResult probe) {
        var host = probe.view().policyHost();
        var ours = PolicyHostTarget.addresses(input, probe);
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
    private static boolean answersAsWe(PolicyInput input, Set<String> named, List<String> bodies) {
        var served = input.before().flatMap(MailDomainPolicyStatus::served);
        if (bodies.isEmpty() || served.isEmpty()) {
            return false;
        }
        var policy = served.get();
        boolean ledElsewhere = policy.host() != null && policy.host().since() == null;
        return ledElsewhere
                ? !named.contains(String.valueOf(policy.id()))
                        && bodies.stream().allMatch(body -> body.equals(policy.body()))
                : bodies.stream().allMatch(body -> isOurs(input, policy, body));
    }

    private static boolean isOurs(PolicyInput input, ServedPolicy served, String body) {
        return body.equals(served.body())
                || input.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()).stream()
                        .filter(entry -> entry.adopted() == null)
                        .map(LedgerEntry::id)
                        .anyMatch(id -> Policies.revision(body, id::equals).isPresent());
    }

    /** A pod that is ready and silent may be kept from us by a NetworkPolicy: that is no outage. */
    private static HostSight.Pods pods(ProbeResult probe) {
        if (probe.everyPodGivesIt()) {
            return HostSight.Pods.UP;
        }
        var expected = probe.probeSpec().expected().map(policy -> policy.body());
        boolean inPublic =
                bodies(probe.view().policyHost()).stream().anyMatch(body -> expected.equals(Optional.of(body)));
        boolean none = expected.isPresent()
                && probe.pods().stream()
                        .allMatch(pod -> pod instanceof PodAnswer.Answered answer && answer.status() != OK);
        return none && !inPublic ? HostSight.Pods.DOWN : HostSight.Pods.UNKNOWN;
    }
}
