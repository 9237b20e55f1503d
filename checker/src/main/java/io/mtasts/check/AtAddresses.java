package io.mtasts.check;

import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Attempt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says once what is the same at several addresses of a host, in an order that does not depend on that of DNS answers. */
final class AtAddresses {
    private AtAddresses() {}

    /**
     * What is wrong at an address.
     *
     * @param text goes on after "HOST at ADDRESS ", without a full stop
     */
    record Fault(Severity severity, ObservedReason reason, String text, String remedy) {
        Fault(ObservedReason reason, String text, String remedy) {
            this(reason.severity(), reason, text, remedy);
        }
    }

    /** One finding for each different fault, naming all the addresses where it is. */
    static <T> Stream<Finding> findings(
            Aspect aspect, String host, List<Attempt<T>> attempts, Function<T, Optional<Fault>> faultOf) {
        var places = new LinkedHashMap<Fault, List<Attempt<T>>>();
        for (var attempt : inOrder(attempts)) {
            faultOf.apply(attempt.outcome())
                    .ifPresent(fault -> places.computeIfAbsent(fault, _ -> new ArrayList<>())
                            .add(attempt));
        }
        return places.entrySet().stream().map(entry -> finding(aspect, host, entry.getValue(), entry.getKey()));
    }

    static <T> Finding finding(Aspect aspect, String host, List<Attempt<T>> attempts, Fault fault) {
        var message = "%s %s.".formatted(place(host, attempts), fault.text());
        return new Finding(aspect, fault.severity(), fault.reason(), host, message, fault.remedy());
    }

    /** "mx1.example.com at 192.0.2.25 and 2001:db8::25". */
    static <T> String place(String host, List<Attempt<T>> attempts) {
        return host + " at " + addresses(attempts);
    }

    static <T> String addresses(List<Attempt<T>> attempts) {
        return Listed.few(inOrder(attempts).stream().map(AtAddresses::address).toList());
    }

    static <T> List<Attempt<T>> inOrder(List<Attempt<T>> attempts) {
        return attempts.stream()
                .sorted(Comparator.comparing(Attempt::address, AddressText.ORDER))
                .toList();
    }

    private static String address(Attempt<?> attempt) {
        var through =
                attempt.via().map(via -> " (through " + Detail.of(via) + ")").orElse("");
        return AddressText.of(attempt.address()) + through;
    }
}
