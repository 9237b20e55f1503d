package io.mtasts.check;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.Obstacle;
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
        return answer instanceof Unavailable<?>(var why, var obstacle)
                ? Optional.of(new Finding(
                        aspect,
                        ObservedReason.DNSUnavailable,
                        name,
                        "%s: its %s could not be looked up%s.".formatted(name, what, Detail.aside(why)),
                        remedy(aspect, obstacle)))
                : Optional.empty();
    }

    /** Addresses of one family that were found, beside the other, of which nothing is known. */
    static Stream<Finding> partly(Aspect aspect, String name, Found<InetAddress> found) {
        return found.unavailable().stream()
                .map(unavailable -> unavailable.obstacle() == Obstacle.POLICY
                        ? withheld(aspect, name, found, unavailable)
                        : new Finding(
                                aspect,
                                Severity.WARNING,
                                ObservedReason.DNSUnavailable,
                                name,
                                "%s: its %s addresses could not be looked up%s, and some senders treat that as no answer at all."
                                        .formatted(name, otherFamily(found.records()), Detail.aside(unavailable.why())),
                                remedy(aspect, unavailable.obstacle())));
    }

    /** As resolvers do on purpose where there is no IPv6: senders elsewhere notice nothing. */
    private static Finding withheld(Aspect aspect, String name, Found<InetAddress> found, Unavailable<?> unavailable) {
        return new Finding(
                aspect,
                Severity.INFO,
                ObservedReason.DNSUnavailable,
                name,
                "%s: the resolver keeps its %s addresses back%s, so nothing is known of them."
                        .formatted(name, otherFamily(found.records()), Detail.aside(unavailable.why())),
                remedy(aspect, Obstacle.POLICY));
    }

    static String remedy(Aspect aspect, Obstacle obstacle) {
        return switch (obstacle) {
            case DNSSEC_BOGUS ->
                "Mend the zone's DNSSEC signatures, or its DS record at the parent. Until then a sender that validates"
                        + " gets no answer either: %s.".formatted(withoutAnswer(aspect));
            case POLICY ->
                "That is the policy of this resolver and says nothing about the domain: ask another resolver"
                        + " (--resolver, settings.resolver).";
            case AUTHORITY ->
                "Check that every name server which the parent zone names for the domain is up, has the zone, and"
                        + " answers from outside.";
            case UNSAID -> "If this persists, check the domain's name servers and its DNSSEC signatures.";
        };
    }

    /** What becomes of mail when a sender gets no answer to that question. */
    private static String withoutAnswer(Aspect aspect) {
        return switch (aspect) {
            case RECORD -> "it sees no policy, and goes by the one that it has cached";
            case POLICY -> "it cannot fetch the policy";
            case COVERAGE, MX_TLS, DANE -> "it puts the mail aside and tries again";
            case TLS_REPORTING -> "it sends no reports";
        };
    }

    private static String otherFamily(List<InetAddress> found) {
        return found.stream().anyMatch(Inet6Address.class::isInstance) ? "IPv4" : "IPv6";
    }
}
