package io.mtasts.api.v1alpha1;

/** The conditions of both kinds, spelled as in the API. A PolicyServer has {@link #Accepted} and {@link #Ready}. */
public enum ConditionType {
    /** The spec can be acted on and the domain is this resource's. */
    Accepted,
    /** The certificate of the policy host is ready. */
    CertificateReady,
    /** Senders get the served policy, byte for byte. */
    PolicyServed,
    /** The record that stands in DNS names the served policy. */
    RecordPublished,
    /** Every mail server in DNS is covered by the policy that senders get. */
    MXMatchesPolicy,
    /** Every mail server does STARTTLS with a certificate that a sender accepts. */
    MXTLSValid,
    /** Every mail server that has TLSA records presents a certificate that they pin (RFC 7672); absent where there are none. */
    DANEValid,
    /** The TLS reporting record asks for reports where the spec says (RFC 8460). */
    TLSReportingPublished,
    /** What is served is what the spec asks for. */
    RolloutComplete,
    /** What is served now is right and seen. */
    Ready,
    /** A person must change the spec or the cluster; absent otherwise. */
    Stalled
}
