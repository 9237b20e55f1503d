package io.mtasts.check;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.Attempt;
import io.mtasts.observe.NoContact;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The addresses of a host that gave no conversation. Beside one that answers they are a warning, as senders try the next; when
 * none answers that is an error, unless it is we who cannot get out.
 *
 * @param beside whether the host has other addresses, which answered or may not be asked
 */
record SilentAddresses<T>(
        String host, List<Attempt<T>> silent, boolean beside, Function<T, Optional<Silence>> silenceOf) {

    static <T> SilentAddresses<T> of(String host, List<Attempt<T>> attempts, Function<T, Optional<Silence>> silenceOf) {
        var silent = attempts.stream()
                .filter(attempt -> silenceOf.apply(attempt.outcome()).isPresent())
                .toList();
        return new SilentAddresses<>(host, silent, silent.size() < attempts.size(), silenceOf);
    }

    /** Nothing but silence, at one address at least. */
    boolean everywhere() {
        return !silent.isEmpty() && !beside;
    }

    /** All of them are IPv6, and there is no way to IPv6 from here: that says nothing about the host. */
    boolean forWantOfIpv6() {
        return !silent.isEmpty() && silent.stream().allMatch(this::forWantOfIpv6);
    }

    /** Nothing but that. */
    boolean onlyForWantOfIpv6() {
        return everywhere() && forWantOfIpv6();
    }

    /** No connection came about at any of them. */
    boolean neverConnected() {
        return silent.stream()
                .flatMap(attempt -> silenceOf.apply(attempt.outcome()).stream())
                .noneMatch(Silence::connected);
    }

    private boolean forWantOfIpv6(Attempt<T> attempt) {
        boolean noRoute = silenceOf
                .apply(attempt.outcome())
                .filter(silence -> silence.kind() == NoContact.NO_ROUTE)
                .isPresent();
        return noRoute && attempt.address() instanceof Inet6Address;
    }

    boolean allAmong(Set<InetAddress> addresses) {
        return silent.stream().allMatch(attempt -> addresses.contains(attempt.address()));
    }

    /** One for each different way to be silent. */
    Stream<Finding> findings(Aspect aspect, ObservedReason unreachable, String remedy) {
        var ours = silent.stream().filter(this::forWantOfIpv6).toList();
        var theirs = silent.stream().filter(attempt -> !forWantOfIpv6(attempt)).toList();
        return Stream.concat(
                findings(aspect, theirs, beside ? Severity.WARNING : Severity.ERROR, unreachable, remedy),
                findings(aspect, ours, Severity.INFO, unreachable, ""));
    }

    private Stream<Finding> findings(
            Aspect aspect, List<Attempt<T>> attempts, Severity severity, ObservedReason reason, String remedy) {
        var next = beside ? "; senders go on to its other addresses" : "";
        return AtAddresses.findings(
                aspect,
                host,
                attempts,
                outcome -> silenceOf
                        .apply(outcome)
                        .map(silence -> new Fault(severity, reason, silence.words() + next, remedy)));
    }
}
