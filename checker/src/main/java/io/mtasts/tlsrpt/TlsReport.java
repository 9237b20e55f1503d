package io.mtasts.tlsrpt;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sender reports of its sessions with the mail servers of a domain (RFC 8460 section 4.4). Texts are as they came: what
 * shows them makes them safe.
 *
 * @param organization who reports; empty when the report does not say, as with the next two
 * @param reportId the sender's own name for the report
 * @param contact whom to ask about it
 * @param start of the time that is reported on
 * @param end of it
 * @param policies in the order of the report
 */
public record TlsReport(
        Optional<String> organization,
        Optional<String> reportId,
        Optional<String> contact,
        Instant start,
        Instant end,
        List<PolicyResult> policies) {
    public TlsReport {
        policies = List.copyOf(policies);
    }

    /**
     * The sessions to which one policy was applied.
     *
     * @param type {@code sts}, {@code tlsa}, {@code no-policy-found}, or a later one
     * @param domain whose policy; empty when the report does not say
     * @param successful sessions that were secured as the policy asks
     * @param failed sessions that were not
     * @param lines of the policy that the sender went by, as far as the report has them
     * @param patterns of mail servers that this policy names, in lower case
     * @param failures worst first; together they may be more than {@code failed}, since a session can fail in several ways, or
     *     less, since details are optional
     */
    public record PolicyResult(
            String type,
            Optional<String> domain,
            List<String> lines,
            List<String> patterns,
            long successful,
            long failed,
            List<Failure> failures) {
        public PolicyResult {
            lines = List.copyOf(lines);
            patterns = List.copyOf(patterns);
            failures = List.copyOf(failures);
        }

        /** The value of a field of the policy that the sender went by. */
        public Optional<String> field(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /**
     * One way to fail.
     *
     * @param resultType as the report has it; {@link ResultType} says what it means
     * @param count of sessions
     * @param hosts mail servers at which it happened, as far as the report names them: the first {@value #MOST_HOSTS}
     * @param reasons what the sender calls it itself, failure-reason-code: as many
     * @param addresses of the mail servers: as many
     */
    public record Failure(
            String resultType, long count, List<String> hosts, List<String> reasons, List<String> addresses) {
        /** So many mail servers, reasons and addresses are kept of one way to fail. */
        public static final int MOST_HOSTS = 4;

        public Failure {
            hosts = List.copyOf(hosts);
            reasons = List.copyOf(reasons);
            addresses = List.copyOf(addresses);
        }
    }
}
