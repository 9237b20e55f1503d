package io.mtasts.operator.conditions;

import io.mtasts.check.Listed;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.net.AddressText;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.OwnAddresses;
import io.mtasts.operator.prober.ProbeResult;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where {@code mta-sts.<domain>} should lead, and whether it does: its aliases pass through the public name, or all its addresses are
 * among those of the Ingress or Gateway or of the public name.
 *
 * @param target names and addresses that it should lead to; empty when there is none yet
 * @param here whether it does
 * @param seen where it leads instead, for messages; empty when it is not known
 */
public record PolicyHostTarget(List<String> target, boolean here, String seen) {
    public PolicyHostTarget {
        target = List.copyOf(target);
    }

    public static PolicyHostTarget of(PolicyInput input) {
        var target = target(input);
        return input.probe()
                .map(probe -> new PolicyHostTarget(target, here(input, probe), seen(probe)))
                .orElseGet(() -> new PolicyHostTarget(target, false, ""));
    }

    private static List<String> target(PolicyInput input) {
        if (input.publicName().isPresent()) {
            return List.of(input.publicName().get());
        }
        var names = input.publicAddresses().stream()
                .filter(text -> !PolicyInput.isAddress(text))
                .toList();
        return names.isEmpty()
                ? input.publicAddresses().stream()
                        .filter(text -> PolicyInput.address(text)
                                .filter(input.contactable())
                                .isPresent())
                        .toList()
                : List.of(names.getFirst());
    }

    private static boolean here(PolicyInput input, ProbeResult probe) {
        var answer = probe.view().policyHost().addresses();
        return new OwnAddresses(input.publicNames(), addresses(input, probe)).includesAll(answer);
    }

    /** All addresses of ours that can be meant. */
    public static Set<InetAddress> addresses(PolicyInput input, ProbeResult probe) {
        var all = new HashSet<>(input.publicLiterals());
        probe.names().values().forEach(answer -> all.addAll(answer.records()));
        return all;
    }

    private static String seen(ProbeResult probe) {
        var answer = probe.view().policyHost().addresses();
        return switch (answer) {
            case Answer.Found<InetAddress> found -> {
                var leads = new ArrayList<>(found.aliases());
                found.records().stream()
                        .sorted(AddressText.ORDER)
                        .map(AddressText::of)
                        .forEach(leads::add);
                yield "it points to " + Listed.few(leads);
            }
            case Answer.NoSuchName<InetAddress> _ -> "that name does not exist";
            case Answer.NoData<InetAddress> _ -> "it has no address";
            case Answer.AliasLoop<InetAddress> _ -> "it is in a CNAME loop";
            case Answer.Unavailable<InetAddress> unavailable -> "DNS gives no answer (" + unavailable.why() + ")";
        };
    }
}
