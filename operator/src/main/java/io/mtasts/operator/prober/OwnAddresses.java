package io.mtasts.operator.prober;

import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Attempt;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the policy host may lead and still lead here: behind these addresses stand the pods, which are asked themselves.
 *
 * @param names of the Ingress, Gateway or public name, which the policy host may be an alias of
 * @param addresses of the Ingress, Gateway or public name
 */
public record OwnAddresses(Set<String> names, Set<InetAddress> addresses) {
    public OwnAddresses {
        names = Set.copyOf(names);
        addresses = Set.copyOf(addresses);
    }

    /** @param resolved what each of the names resolves to */
    static OwnAddresses of(ProbeSpec probeSpec, Map<String, Answer<InetAddress>> resolved) {
        var all = new HashSet<>(probeSpec.publicAddresses());
        resolved.values().forEach(answer -> all.addAll(answer.records()));
        return new OwnAddresses(probeSpec.publicNames(), all);
    }

    /** Do all of a host's addresses lead here, by an alias on the way or each by itself? */
    public boolean includesAll(Answer<InetAddress> host) {
        return isAliasOfOne(host) || (!host.records().isEmpty() && addresses.containsAll(host.records()));
    }

    private boolean isAliasOfOne(Answer<InetAddress> host) {
        return host.aliases().stream().anyMatch(names::contains);
    }

    /**
     * Addresses of the policy host that are somebody else's, and of which nothing is known: they could not be reached from here, or were not
     * asked. A connection that was led elsewhere stands for all of them.
     */
    List<InetAddress> unseen(PolicyHostView host) {
        if (isAliasOfOne(host.addresses())
                || host.attempts().stream().anyMatch(attempt -> attempt.via().isPresent())) {
            return List.of();
        }
        var asked = host.attempts().stream()
                .filter(attempt -> !(attempt.outcome() instanceof PolicyOutcome.Unreachable))
                .map(Attempt::address)
                .collect(Collectors.toSet());
        return Stream.concat(
                        host.addresses().records().stream(),
                        host.attempts().stream().map(Attempt::address))
                .distinct()
                .filter(address -> !asked.contains(address) && !addresses.contains(address))
                .sorted(AddressText.ORDER)
                .toList();
    }
}
