package io.mtasts.observe;

import java.util.Optional;

/** What came of fetching the policy from one address (RFC 8461 section 3.3). */
public sealed interface PolicyOutcome {
    /** The address may not be contacted; {@code why} names the rule. */
    record NotContacted(String why) implements PolicyOutcome {}

    /** No TCP connection. */
    record Unreachable(NoContact kind, String detail) implements PolicyOutcome {}

    /** Connected, and no TLS 1.2 or newer came about. */
    record TLSFailed(String detail) implements PolicyOutcome {}

    /** The certificate is not acceptable, so nothing was asked. */
    record CertificateRejected(CertificateProblem problem, String detail, Optional<CertificateView> certificate)
            implements PolicyOutcome {}

    /** The whole answer did not come in time; {@code detail} says what did. */
    record TimedOut(String detail) implements PolicyOutcome {}

    /** The connection broke, or what was answered is not HTTP. */
    record Broken(String detail) implements PolicyOutcome {}

    /**
     * An HTTP answer. {@code body} has one character per byte and at most 64 KiB of them, {@code cut} says that there was
     * more.
     */
    record Answered(
            int status,
            Optional<String> location,
            Optional<String> mediaType,
            Optional<String> age,
            String body,
            boolean cut,
            String protocol,
            CertificateView certificate)
            implements PolicyOutcome {}
}
