package io.mtasts.observe.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be contacted when a name leads to them. Whoever may create a resource chooses the names: without these rules
 * the operator would be a port scanner for the inside of the network.
 *
 * @param allowed ranges that may be contacted although they are not public
 * @param denied ranges that may not be contacted although they are public; a denial counts before everything else
 * @param allowPrivate whether every range that is not public may be contacted
 */
public record AddressRules(List<Cidr> allowed, List<Cidr> denied, boolean allowPrivate) {
    /** Public addresses only. */
    public static final AddressRules PUBLIC_ONLY = new AddressRules(List.of(), List.of(), false);

    public AddressRules {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    /** Why this address may not be contacted, as a clause such as "it is a private address"; empty when it may. */
    public Optional<String> refusal(InetAddress address) {
        var denial = denied.stream().filter(range -> range.contains(address)).findFirst();
        if (denial.isPresent()) {
            return Optional.of("it is in " + denial.get() + ", which is denied");
        }
        if (allowPrivate || allowed.stream().anyMatch(range -> range.contains(address))) {
            return Optional.empty();
        }
        return SpecialAddress.of(address).map(kind -> "it is " + kind);
    }
}
