package io.mtasts.operator.gather;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.operator.resources.PolicyHostName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a server should hold: the bodies that the statuses of its policies say, and of what it holds already all that nobody has ended.
 * A key is taken out only when it is known whose it was, and that it is over.
 *
 * @param bodies by policy host
 * @param strays policy hosts that no policy of the namespace accounts for: they stay
 * @param misplaced keys that would hide one of the bodies from the pods: they go
 */
public record StoredPolicies(
        Map<String, String> bodies, SortedSet<String> strays, List<StoredShards.Misplaced> misplaced) {

    /**
     * By the policies of the server's namespace.
     *
     * @param named the policies that name the server
     * @param all every policy of the namespace
     * @param held what the server holds now
     */
    public static StoredPolicies of(List<MailDomainPolicy> named, List<MailDomainPolicy> all, StoredShards held) {
        var bodies = new HashMap<String, String>();
        var accounted = new HashSet<String>();
        named.forEach(policy -> body(policy)
                .ifPresentOrElse(
                        body -> bodies.put(PolicyHostName.of(policy), body),
                        () -> accounted.add(PolicyHostName.of(policy))));

        var uids = named.stream().map(policy -> policy.getMetadata().getUid()).collect(Collectors.toSet());
        var ended = new HashSet<String>();
        for (var policy : all) {
            if (policy.getSpec().management() == Management.OBSERVE) {
                continue; // what is only looked at is served by somebody else
            }
            if (PolicyIndex.ended(policy)) {
                ended.add(PolicyHostName.of(policy));
            } else if (!uids.contains(policy.getMetadata().getUid())) {
                (seenThere(policy) ? ended : accounted).add(PolicyHostName.of(policy));
            }
        }
        var strays = new TreeSet<String>();
        held.atHome().forEach((host, body) -> {
            if (!bodies.containsKey(host) && !ended.contains(host)) {
                bodies.put(host, body);
                if (!accounted.contains(host)) {
                    strays.add(host);
                }
            }
        });
        held.astray().values().stream()
                .flatMap(shard -> shard.keySet().stream())
                .filter(host -> !bodies.containsKey(host))
                .forEach(strays::add);
        return new StoredPolicies(bodies, strays, held.inTheWayOf(bodies.keySet()));
    }

    /** Is the server needed for what a policy accounts for, be it one that names another server now and is not served from there? */
    public boolean serves() {
        return !strays.containsAll(bodies.keySet());
    }

    /** Does it hold nothing, and nothing that somebody else has put there? */
    public boolean isEmpty() {
        return bodies.isEmpty() && strays.isEmpty();
    }

    /** Does the change matter to what a server holds? Most only say how the domain looks from outside. */
    static boolean concerned(MailDomainPolicy now, MailDomainPolicy before) {
        return !body(now).equals(body(before))
                || seenThere(now) != seenThere(before)
                || now.isMarkedForDeletion() != before.isMarkedForDeletion()
                || !now.getSpec().serverName().equals(before.getSpec().serverName())
                || now.getSpec().management() != before.getSpec().management();
    }

    private static Optional<String> body(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getStatus())
                .flatMap(status -> status.served())
                .map(served -> served.body());
    }

    /** One that names another server now has moved only when it is served from there. */
    private static boolean seenThere(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getStatus())
                .flatMap(status -> status.condition(ConditionType.PolicyServed))
                .map(served -> served.holds()
                        && served.observedGeneration() == policy.getMetadata().getGeneration())
                .orElse(false);
    }
}
