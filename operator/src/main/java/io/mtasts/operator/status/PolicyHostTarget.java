package io.mtasts.operator.status;

import io.mtasts.observe.AddressText;
import io.mtasts.observe.Answer;
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
record PolicyHostTarget(List<String> target, boolean here, String seen) {
    PolicyHostTarget {
        target = List.copyOf(target);
    }

    static PolicyHostTarget of(PolicyInput situation) {
        var target = target(situation);
        return situation
                .sighting()
                .map(sighting -> new PolicyHostTarget(target, here(situation, sighting), seen(sighting)))
                .orElseGet(() -> new PolicyHostTarget(target, false, ""));
    }

    private static List<String> target(PolicyInput situation) {
        if (situation.publicName().isPresent()) {
            return List.of(situation.publicName().get());
        }
        var names = situation.publicAddresses().stream()
                .filter(text -> !PolicyInput.isAddress(text))
                .toList();
        return names.isEmpty()
                ? situation.publicAddresses().stream()
                        .filter(text -> PolicyInput.address(text)
                                .filter(situation.contactable())
                                .isPresent())
                        .toList()
                : List.of(names.getFirst());
    }

    private static boolean here(PolicyInput situation, ProbeResult sighting) {
        var answer = sighting.view().policyHost().addresses();
        var names = new HashSet<>(situation.publicAddresses());
        situation.publicName().ifPresent(names::add);
        return new OwnAddresses(names, addresses(situation, sighting)).includesAll(answer);
    }

    /** All addresses of ours that can be meant. */
    static Set<InetAddress> addresses(PolicyInput situation, ProbeResult sighting) {
        var all = new HashSet<InetAddress>();
        all.addAll(situation.publicLiterals());
        sighting.names().values().forEach(answer -> all.addAll(answer.records()));
        return all;
    }

    private static String seen(ProbeResult sighting) {
        var answer = sighting.view().policyHost().addresses();
        return switch (answer) {
            case Answer.Found<InetAddress> found -> {
                var leads = new ArrayList<>(found.aliases());
                found.records().stream()
                        .sorted(AddressText.ORDER)
                        .map(AddressText::of)
                        .forEach(leads::add);
                yield "it leads to " + io.mtasts.check.Listed.few(leads);
            }
            case Answer.NoSuchName<InetAddress> _ -> "that name does not exist";
            case Answer.NoData<InetAddress> _ -> "it has no address";
            case Answer.AliasLoop<InetAddress> _ -> "it is an alias that leads in a circle";
            case Answer.Unavailable<InetAddress> unavailable -> "DNS gives no answer (" + unavailable.why() + ")";
        };
    }
}
