package io.mtasts.operator.status;

import io.mtasts.check.Reason;
import io.mtasts.check.Severity;

/** The reasons that are the operator's own: what it waits for, and what of the spec or the cluster keeps it from acting. */
public enum OperatorReason implements Reason {
    /** Not looked at yet. */
    Pending(Severity.UNKNOWN),
    /** New policy bytes are being looked for everywhere before the record may name them. */
    Verifying(Severity.UNKNOWN),
    /** The resource is being deleted. */
    Retiring(Severity.ERROR),
    /** What is served is what the spec asks for. */
    Complete(Severity.INFO),
    /** Mode testing is served until everything that senders depend on has been good for the soak. */
    Soaking(Severity.INFO),
    /** Something that senders depend on cannot be observed, so the soak does not go on. */
    SoakPaused(Severity.INFO),
    /** Mode testing is served because an annotation asks for it. */
    Held(Severity.INFO),
    /** The policy that the spec asks for is not served: senders would refuse to deliver where they deliver now. */
    WouldRejectMail(Severity.ERROR),
    /** The record still names an earlier enforce policy, which does not cover a mail server that the policy served now covers. */
    SendersHoldEarlierPolicy(Severity.ERROR),

    /** Domains are granted to namespaces, and this one's annotation does not name the domain. */
    DomainNotGranted(Severity.ERROR),
    /** Another MailDomainPolicy has this domain. */
    DomainConflict(Severity.ERROR),
    /** The spec names a PolicyServer that is not there. */
    ServerNotFound(Severity.ERROR),
    /** The PolicyServer asks for HTTPRoutes, and the cluster has no Gateway API. */
    GatewayAPIMissing(Severity.ERROR),
    /** Behind a Gateway the certificate is the listener's matter. */
    CertificateNotAllowed(Severity.ERROR),
    /** A certificate is to be requested, and the cluster has no cert-manager. */
    CertManagerMissing(Severity.ERROR),
    /** No issuer is named anywhere, or the named one is not there. */
    IssuerNotFound(Severity.ERROR),
    /** The issuer is not on the operator's list. */
    IssuerNotAllowed(Severity.ERROR),
    /** An object of the name that a child would have belongs to somebody else. */
    NameTaken(Severity.ERROR),
    /** An annotation is not on the operator's list of allowed ones. */
    AnnotationNotAllowed(Severity.ERROR),
    /** A field is set that this version does not act on. */
    FieldNotActive(Severity.WARNING),

    /** The certificate is not requested before the policy host points here. */
    WaitingForDNS(Severity.ERROR),
    /** So many certificates are waited for, or were asked for lately, that this one has to wait for its turn. */
    CertificateQueued(Severity.ERROR),
    /** cert-manager is at it. */
    Issuing(Severity.ERROR),
    /** cert-manager could not get the certificate. */
    IssuanceFailed(Severity.ERROR),

    /** Some pod of the policy server answers other bytes than the policy. */
    PolicyReplicasDiffer(Severity.ERROR),
    /** Pods of the policy server are not ready. */
    PodsNotReady(Severity.ERROR);

    private final Severity severity;

    OperatorReason(Severity severity) {
        this.severity = severity;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String clause() {
        return "";
    }
}
