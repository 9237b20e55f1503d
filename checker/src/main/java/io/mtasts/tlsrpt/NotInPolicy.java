package io.mtasts.tlsrpt;

import io.mtasts.policy.MxPattern;
import io.mtasts.policy.MxPatterns;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a mail server is not in the policy is {@code validation-failure} by RFC 8460 section 4.3, as is all else that has no name of its
 * own. What the sender says beside it tells it apart: a reason code, a text, or a host that none of the patterns covers.
 *
 * @param hosts those that are not covered; empty where the report names none
 */
public record NotInPolicy(List<String> hosts) {
    private static final String TYPE = ResultType.VALIDATION_FAILURE.text();

    /** In reason codes and texts of Microsoft, mox and others, without case and marks. */
    private static final List<String> WORDS = List.of(
            "mxhostsmismatch",
            "mxmismatch",
            "mxhostmismatch",
            "notinpolicy",
            "mxnotlisted",
            "mxnotauthorized",
            "mxnotallowed",
            "notauthorizedbypolicy",
            "notmatchpolicy",
            "notmatchmtastspolicy");

    public NotInPolicy {
        hosts = List.copyOf(hosts);
    }

    /** Empty when that is not what failed, or cannot be told. */
    public static Optional<NotInPolicy> of(PolicyResult policy, Failure failure) {
        if (!policy.type().equals("sts") || !failure.resultType().equals(TYPE)) {
            return Optional.empty();
        }
        var patterns = patterns(policy);
        var hosts = policy.patterns().isEmpty()
                ? List.<String>of()
                : failure.hosts().stream()
                        .filter(host -> !patterns.covers(host))
                        .toList();
        boolean said = Stream.concat(failure.reasons().stream(), failure.information().stream())
                .anyMatch(NotInPolicy::says);
        return hosts.isEmpty() && !said ? Optional.empty() : Optional.of(new NotInPolicy(hosts));
    }

    /** Those of the policy that the sender went by, as far as they are patterns. */
    public static MxPatterns patterns(PolicyResult policy) {
        return new MxPatterns(policy.patterns().stream()
                .flatMap(text -> MxPattern.parse(text).value().stream())
                .toList());
    }

    private static boolean says(String text) {
        var plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return WORDS.stream().anyMatch(plain::contains);
    }
}
