package io.mtasts.check;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The addresses of a host that gave no conversation. Beside one that answers they are a warning, as senders go on to the next; when
 * none answers that is an error, unless it is we who cannot get out.
 *
 * @param next where senders go on to
 */
record SilentAddresses<T>(String host, List<Attempt<T>> silent, Next next, Function<T, Optional<Silence>> silenceOf) {

    /** What there is beside silent addresses, which answered or may not be asked. */
    enum Next {
        NOTHING("", Severity.ERROR),
        OTHER_ADDRESSES("; senders go on to its other addresses", Severity.WARNING),
        OTHER_HOSTS("; senders go on to the other mail servers", Severity.WARNING);

        private final String words;
        private final Severity severity;

        Next(String words, Severity severity) {
            this.words = words;
            this.severity = severity;
        }
    }

    static <T> SilentAddresses<T> of(String host, List<Attempt<T>> attempts, Function<T, Optional<Silence>> silenceOf) {
        var silent = attempts.stream()
                .filter(attempt -> silenceOf.apply(attempt.outcome()).isPresent())
                .toList();
        var next = silent.size() < attempts.size() ? Next.OTHER_ADDRESSES : Next.NOTHING;
        return new SilentAddresses<>(host, silent, next, silenceOf);
    }

    /** The same where it is known whether there is another host to go on to. */
    SilentAddresses<T> besideOtherHosts(boolean others) {
        return others && next == Next.NOTHING ? new SilentAddresses<>(host, silent, Next.OTHER_HOSTS, silenceOf) : this;
    }

    /** Nothing but silence, at one address at least. */
    boolean everywhere() {
        return !silent.isEmpty() && next != Next.OTHER_ADDRESSES;
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
                findings(aspect, theirs, next.severity, unreachable, remedy),
                findings(aspect, ours, Severity.INFO, unreachable, ""));
    }

    private Stream<Finding> findings(
            Aspect aspect, List<Attempt<T>> attempts, Severity severity, ObservedReason reason, String remedy) {
        return AtAddresses.findings(
                aspect,
                host,
                attempts,
                outcome -> silenceOf
                        .apply(outcome)
                        .map(silence -> new Fault(severity, reason, silence.words() + next.words, remedy)));
    }
}
