package io.mtasts.operator.reasons;

import io.mtasts.check.Reason;
import io.mtasts.check.Severity;

/** The reasons that are the operator's own: what it waits for, and what of the spec or the cluster keeps it from acting. */
public enum OperatorReason implements Reason {
    Pending(
            Severity.UNKNOWN,
            Stage.IN_PROGRESS,
            "The domain has not been probed since the spec last changed.",
            "Wait for the next probe, or request one with the annotation `mtasts.io/check`."),
    SpecNotAccepted(
            Severity.ERROR,
            "What is served stays as it was, because the spec cannot be acted on.",
            "Do what `Accepted` asks for."),
    HandingOver(
            Severity.INFO,
            Stage.IN_PROGRESS,
            "The policy is served until the resource that takes over the domain serves it.",
            "Wait: the conditions of the other resource show what it is waiting for."),
    Verifying(
            Severity.UNKNOWN,
            Stage.IN_PROGRESS,
            "The operator is confirming that a new policy is served everywhere before it shows the record that names"
                    + " it.",
            "Wait: the message says what has been confirmed so far and what is still missing."),
    Attested(
            Severity.INFO,
            "Somebody has confirmed that the policy was seen from outside, because the operator cannot probe it from"
                    + " there.",
            "Remove the annotation `mtasts.io/attest` once the operator can probe for itself."),
    ClockDoubtful(
            Severity.UNKNOWN,
            "The clocks of the operator's machine and of the API server differ by more than five minutes, so nothing"
                    + " is promoted, and no policy that senders may have cached is forgotten.",
            "Set the clocks of the nodes; most clusters use NTP for that."),
    Retiring(
            Severity.INFO,
            Stage.IN_PROGRESS,
            "The resource has been deleted, and mode none is served until no sender can still have an enforce policy"
                    + " cached.",
            "Publish the record that `status.records` shows, and wait: the message says until when, and how to skip"
                    + " the wait."),
    Complete(Severity.INFO, "What is served is what the spec asks for.", ""),
    Soaking(
            Severity.INFO,
            Stage.IN_PROGRESS,
            "Mode testing is served until everything that senders depend on has been good for the whole soak.",
            "Wait: the message says for how long everything has been good, and how to skip the wait."),
    SoakPaused(
            Severity.INFO,
            "Something that senders depend on cannot be observed, or many senders refuse a mail server that others"
                    + " accept, so the soak is paused.",
            "Fix what the condition named in the message reports: the soak continues after that."),
    Held(
            Severity.INFO,
            "Mode testing is served because an annotation asks for it.",
            "Remove the annotation `mtasts.io/hold` once enforce may be served again; the message has the command."),
    WouldRejectMail(
            Severity.ERROR,
            "The policy that the spec asks for is not served: with it, senders would refuse to deliver where they"
                    + " deliver now.",
            "Add the host that the message names to `spec.mx`, or remove its MX record and wait an hour. The message"
                    + " has the command that serves the policy anyway."),
    SendersHoldEarlierPolicy(
            Severity.ERROR,
            "Senders still apply an earlier enforce policy that does not cover a mail server, so they do not deliver"
                    + " there.",
            "Publish the record that `status.records` shows, if it is not in DNS yet; `MAIL` is `recovering` once it"
                    + " has been there for its time to live and ten minutes."),
    Recovering(
            Severity.WARNING,
            "Senders that check the record's id deliver again; those that keep a policy for its max_age, as"
                    + " postfix-tlspol does, may refuse until the time in the message.",
            "Wait, and keep the mail servers that the earlier policy names until then."),

    DomainNotGranted(
            Severity.ERROR,
            "Domains are granted to namespaces, and the annotation of this namespace does not name the domain.",
            "An administrator adds the domain to the annotation `mtasts.io/domains` of the Namespace; the"
                    + " message has the command."),
    DomainConflict(
            Severity.ERROR,
            "Another MailDomainPolicy has this domain.",
            "Delete this one, or have the other one hand over the domain with the annotation `mtasts.io/hand-over-to`."
                + " The domain belongs to the one that serves it, or else to the older one; deleting that one retires"
                + " its policy first."),
    ServerNotFound(
            Severity.ERROR,
            "The spec names a PolicyServer that does not exist.",
            "Create the PolicyServer, or remove `spec.server`."),
    GatewayAPIMissing(
            Severity.ERROR,
            "The PolicyServer asks for HTTPRoutes, and the cluster has no Gateway API.",
            "Install the Gateway API, or set `spec.exposure.ingress` on the PolicyServer."),
    CertificateNotAllowed(
            Severity.ERROR,
            "Behind a Gateway the certificate belongs to the listener.",
            "Remove `spec.certificate`: the listener of the Gateway holds the certificate."),
    CertManagerMissing(
            Severity.ERROR,
            "The certificate has to be requested from cert-manager, which the cluster does not have.",
            "Install cert-manager, or name a Secret of your own in `spec.certificate.secretName`."),
    IssuerNotFound(
            Severity.ERROR,
            "No issuer is named, or the one named does not exist.",
            "Create the issuer, or name one that exists. The setting `defaultIssuer` names one for all domains."),
    IssuerNotAllowed(
            Severity.ERROR,
            "The issuer is not on the operator's list of allowed issuers.",
            "Name one of the issuers in the setting `allowedIssuers`."),
    NameTaken(
            Severity.ERROR,
            "An object that the operator needs to create already exists and belongs to somebody else.",
            "Delete or rename that object, or rename this resource."),
    ChildRefused(
            Severity.ERROR,
            "The API server rejects an object that the resource needs, because of an admission webhook, a policy or a"
                    + " quota. Everything else continues.",
            "The message quotes the API server. Change what rejects the object, or have an exception made. The"
                    + " operator retries at least once a minute."),
    AnnotationNotAllowed(
            Severity.ERROR,
            "An annotation is not on the operator's list of allowed annotations.",
            "Remove it, or have an administrator add its key to the setting `allowedAnnotations`."),
    ExternalDNSMissing(
            Severity.ERROR,
            "Records are to be published by external-dns, but the cluster does not have the DNSEndpoint kind.",
            "Install external-dns with its CRD and `--source=crd`, or set another value of `publish`."),
    UpdateServerUnknown(
            Severity.ERROR,
            "The operator has no update server of that name.",
            "Use one of those in the message, or have it added to the operator's settings (chart value"
                    + " `updateServers`)."),

    WaitingForDNS(
            Severity.ERROR,
            Stage.IN_PROGRESS,
            "The policy host does not point here yet, and the certificate is requested once it does.",
            "Publish the address or CNAME of `mta-sts.<domain>` that `status.records` shows, and wait until DNS has"
                    + " it. With a DNS-01 issuer, `spec.certificate.requestBeforeDNS: true` skips the wait."),
    CertificateQueued(
            Severity.ERROR,
            Stage.IN_PROGRESS,
            "Many certificates are pending or were requested recently, so this one waits its turn.",
            "Wait: it is requested automatically. The limits are the settings `certificatesMaxPending` and"
                    + " `certificatesNewPerHour`."),
    Issuing(
            Severity.ERROR,
            Stage.IN_PROGRESS,
            "cert-manager is issuing the certificate.",
            "Wait: the message quotes cert-manager."),
    IssuanceFailed(
            Severity.ERROR,
            "cert-manager failed to get the certificate.",
            "Fix what cert-manager reports in the message. `kubectl describe certificate,certificaterequest,order` has"
                    + " the details."),

    Publishing(
            Severity.ERROR,
            Stage.IN_PROGRESS,
            "The record is being published, but not every name server has it yet.",
            "Wait: the operator retries until every name server has it. The message quotes the update server if that"
                    + " does not accept the record."),
    RecordForeign(
            Severity.ERROR,
            "The record's name already has a record that the operator did not write.",
            "Remove it, or set `spec.dns.adopt: true` to have it replaced."),
    RecordNotApplied(
            Severity.ERROR,
            "The record was handed to external-dns or the update server more than five minutes ago, and DNS still does"
                    + " not have it.",
            "The message says what DNS has instead and what the cause may be. Read the log of external-dns, which has"
                    + " to be v0.22.0 or later, or of the update server."),
    EarlierRecordRemains(
            Severity.ERROR,
            "An earlier record of the operator's is still in DNS beside the current one, and senders treat two records"
                    + " as none.",
            "Delete the one that the message names. external-dns with the provider rfc2136 leaves one behind at each"
                    + " change; `publish: Update` does not."),
    RecordContested(
            Severity.ERROR,
            "Another publisher keeps replacing the operator's record with its own.",
            "Find and stop it; it may be another operator or an external-dns. Then request a probe with the annotation"
                    + " `mtasts.io/check`."),
    RecordNotDelegated(
            Severity.ERROR,
            "The domain's owner has not created the CNAME into the provider's zone, or it points elsewhere.",
            "The domain's owner creates the CNAMEs that `status.records` shows, once."),

    PolicyReplicasDiffer(
            Severity.ERROR,
            "A pod of the policy server does not serve the current policy.",
            "Give the kubelet a minute or two to bring the ConfigMap to every pod. If the condition remains, check the"
                    + " pod that the message names."),
    PodsNotReady(
            Severity.ERROR,
            "Pods of the policy server are not ready.",
            "Run `kubectl get pods -l app.kubernetes.io/component=policy-server` and check those that are not ready.");

    private enum Stage {
        IN_PROGRESS,
        SETTLED
    }

    private final Severity severity;
    private final Stage stage;
    private final String meaning;
    private final String remedy;

    OperatorReason(Severity severity, String meaning, String remedy) {
        this(severity, Stage.SETTLED, meaning, remedy);
    }

    OperatorReason(Severity severity, Stage stage, String meaning, String remedy) {
        this.severity = severity;
        this.stage = stage;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public boolean inProgress() {
        return stage == Stage.IN_PROGRESS;
    }

    @Override
    public String clause() {
        return "";
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
