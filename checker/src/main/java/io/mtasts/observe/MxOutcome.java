package io.mtasts.observe;

import java.util.Optional;

/** What came of asking one address of a mail server for STARTTLS (RFC 8461 section 4.2, RFC 3207). */
public sealed interface MxOutcome {
    /** The address may not be contacted; {@code why} names the rule. */
    record NotContacted(String why) implements MxOutcome {}

    /** No SMTP conversation. */
    record NoConversation(NoContact kind, String detail) implements MxOutcome {}

    /** The reply to EHLO does not offer STARTTLS. */
    record StartTLSMissing(String detail) implements MxOutcome {}

    /** STARTTLS was offered, and then refused or broken off. */
    record StartTLSFailed(String detail) implements MxOutcome {}

    /** Only a TLS older than 1.2 could be agreed on. */
    record TLSTooOld(String detail) implements MxOutcome {}

    /** The certificate is not one that a sender accepts. */
    record CertificateRejected(CertificateProblem problem, String detail, Optional<CertificateView> certificate)
            implements MxOutcome {}

    /** A sender would deliver here. */
    record Accepted(String protocol, CertificateView certificate) implements MxOutcome {}
}
