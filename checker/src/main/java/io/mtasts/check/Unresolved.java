package io.mtasts.check;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.Unavailable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A lookup that gave no answer at all. NXDOMAIN and NODATA are answers; SERVFAIL and a time-out are not. */
final class Unresolved {
    private Unresolved() {}

    static boolean is(Answer<?> answer) {
        return answer instanceof Unavailable;
    }

    /** @param what the records that were asked for, such as "MX records" */
    static Optional<Finding> finding(Aspect aspect, String name, String what, Answer<?> answer) {
        return answer instanceof Unavailable<?>(var why)
                ? Optional.of(new Finding(
                        aspect,
                        ObservedReason.DNSUnavailable,
                        name,
                        "%s: its %s could not be looked up%s.".formatted(name, what, Detail.aside(why)),
                        "If this persists, check the domain's name servers and its DNSSEC signatures."))
                : Optional.empty();
    }

    /** Addresses of one family that were found, beside the other, of which nothing is known. */
    static Stream<Finding> partly(Aspect aspect, String name, Found<InetAddress> found) {
        return found.unavailable().stream()
                .map(why -> new Finding(
                        aspect,
                        Severity.WARNING,
                        ObservedReason.DNSUnavailable,
                        name,
                        "%s: its %s addresses could not be looked up%s, and some senders treat that as no answer at all."
                                .formatted(name, otherFamily(found.records()), Detail.aside(why)),
                        "If this persists, check the domain's name servers and its DNSSEC signatures."));
    }

    private static String otherFamily(List<InetAddress> found) {
        return found.stream().anyMatch(Inet6Address.class::isInstance) ? "IPv4" : "IPv6";
    }
}
