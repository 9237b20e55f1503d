package io.mtasts.observe.tls;

/** Why a sender does not accept a certificate (RFC 8461 sections 3.3 and 4.2). */
public enum CertificateProblem {
    /** It does not chain to a trusted root. */
    UNTRUSTED,
    /** The host's name is not among its DNS-IDs. */
    NAME_MISMATCH,
    /** It, or one it chains through, is past its notAfter. */
    EXPIRED,
    /** Its notBefore is still to come. */
    NOT_YET_VALID
}
