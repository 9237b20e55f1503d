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
    /** So many details are read of one report; large senders name each pair of addresses once. */
    public static final int MOST_DETAILS = 10_000;

    public TlsReport {
        policies = List.copyOf(policies);
    }

    /**
     * The sessions to which one policy was applied.
     *
     * @param type {@code sts}, {@code tlsa}, {@code no-policy-found}, or a later one
     * @param domain whose policy; empty when the report does not say
     * @param lines of the policy that the sender went by, as far as the report has them
     * @param patterns of mail servers that this policy names, in lower case
     * @param successful sessions that were secured as the policy asks
     * @param failed sessions that were not
     * @param details in the order of the report; together they may be more than {@code failed}, since a session can fail in several
     *     ways and a detail counts attempts, or less, since details are optional
     */
    public record PolicyResult(
            String type,
            Optional<String> domain,
            List<String> lines,
            List<String> patterns,
            long successful,
            long failed,
            List<Detail> details) {
        public PolicyResult {
            lines = List.copyOf(lines);
            patterns = List.copyOf(patterns);
            details = List.copyOf(details);
        }

        /** The value of a field of the policy that the sender went by. */
        public Optional<String> field(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** One for each result type, worst first. */
        public List<Failure> failures() {
            return Failure.of(details);
        }
    }

    /**
     * One element of {@code failure-details}. What is absent, null or empty in the report is empty here.
     *
     * @param resultType as the report has it; {@link ResultType} says what it means
     * @param count of attempts that failed like this
     * @param host the mail server, as its MX record names it: receiving-mx-hostname
     * @param address of it: receiving-ip
     * @param helo how it named itself: receiving-mx-helo
     * @param sender the address that the sender came from: sending-mta-ip
     * @param reason what the sender calls it itself: failure-reason-code
     * @param information more about it, mostly a URI: additional-information
     */
    public record Detail(
            String resultType,
            long count,
            Optional<String> host,
            Optional<String> address,
            Optional<String> helo,
            Optional<String> sender,
            Optional<String> reason,
            Optional<String> information) {}
}
