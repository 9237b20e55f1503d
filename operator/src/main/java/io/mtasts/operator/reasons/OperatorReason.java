package io.mtasts.operator.reasons;

import io.mtasts.check.Reason;
import io.mtasts.check.Severity;

/** The reasons that are the operator's own: what it waits for, and what of the spec or the cluster keeps it from acting. */
public enum OperatorReason implements Reason {
    Pending(
            Severity.UNKNOWN,
            "Not looked at since this was asked for.",
            "Wait for the next look, or ask for one: `mtasts.io/check`."),
    SpecNotAccepted(
            Severity.ERROR,
            "What is served stays as it was, since the spec cannot be acted on.",
            "Do what `Accepted` asks for."),
    HandingOver(
            Severity.INFO,
            "The policy is served until the resource that takes the domain over serves it.",
            "Wait; the conditions of the other resource say what it waits for."),
    Verifying(
            Severity.UNKNOWN,
            "New policy bytes are being looked for everywhere before the record may name them.",
            "Wait: the message says what has been seen so far and what is still to be seen."),
    Attested(
            Severity.INFO,
            "Somebody has seen the policy from outside, where the operator itself cannot look.",
            "Remove the annotation `mtasts.io/attest` when the operator can look for itself."),
    ClockDoubtful(
            Severity.UNKNOWN,
            "The clocks of the operator's machine and of the API server differ by more than five minutes, so"
                    + " nothing is promoted, and nothing that senders may hold is forgotten.",
            "Set the clocks of the nodes; most clusters do so by NTP."),
    Retiring(
            Severity.INFO,
            "The resource has been deleted, and mode none is served until no sender can hold an enforce policy"
                    + " any more.",
            "Publish the record that `status.records` shows, and wait: the message says until when, and how not"
                    + " to."),
    Complete(Severity.INFO, "What is served is what the spec asks for.", ""),
    Soaking(
            Severity.INFO,
            "Mode testing is served until everything that senders depend on has been good for the soak.",
            "Wait: the message says for how long all has been good, and how not to wait."),
    SoakPaused(
            Severity.INFO,
            "Something that senders depend on cannot be observed, so the soak does not go on.",
            "Do what the condition that the message names asks for: the clock goes on when that can be seen"
                    + " again."),
    Held(
            Severity.INFO,
            "Mode testing is served because an annotation asks for it.",
            "Remove the annotation `mtasts.io/hold` when enforce may be served again; the message has the"
                    + " command."),
    WouldRejectMail(
            Severity.ERROR,
            "The policy that the spec asks for is not served: senders would refuse to deliver where they"
                    + " deliver now.",
            "Add the host that the message names to `spec.mx`, or remove its MX record and wait an hour. The"
                    + " message has the command that serves the policy all the same."),
    SendersHoldEarlierPolicy(
            Severity.ERROR,
            "Senders still go by an earlier enforce policy, which does not cover a mail server: they do not deliver"
                    + " there.",
            "Publish the record that `status.records` shows, if it does not stand yet; `MAIL` is `recovering` once it"
                    + " has stood for its time to live and ten minutes."),
    Recovering(
            Severity.WARNING,
            "Senders that look at the record's id deliver again; those that keep a policy for its max_age, as"
                    + " postfix-tlspol does, may refuse until the time in the message.",
            "Wait, and keep the mail servers that the earlier policy names until then."),

    DomainNotGranted(
            Severity.ERROR,
            "Domains are granted to namespaces, and this one's annotation does not name the domain.",
            "An administrator adds the domain to the annotation `mtasts.io/domains` of the Namespace; the"
                    + " message has the command."),
    DomainConflict(
            Severity.ERROR,
            "Another MailDomainPolicy has this domain.",
            "Delete this one, or have the other hand the domain over with the annotation `mtasts.io/hand-over-to`. The"
                + " one that serves, else the older one, has the domain; deleting that one retires its policy first."),
    ServerNotFound(
            Severity.ERROR,
            "The spec names a PolicyServer that is not there.",
            "Create the PolicyServer, or remove `spec.server`."),
    GatewayAPIMissing(
            Severity.ERROR,
            "The PolicyServer asks for HTTPRoutes, and the cluster has no Gateway API.",
            "Install the Gateway API, or set `spec.exposure.ingress` on the PolicyServer."),
    CertificateNotAllowed(
            Severity.ERROR,
            "Behind a Gateway the certificate is the listener's matter.",
            "Remove `spec.certificate`: the listener of the Gateway holds the certificate."),
    CertManagerMissing(
            Severity.ERROR,
            "A certificate is to be requested, and the cluster has no cert-manager.",
            "Install cert-manager, or name a Secret of your own in `spec.certificate.secretName`."),
    IssuerNotFound(
            Severity.ERROR,
            "No issuer is named anywhere, or the named one is not there.",
            "Create the issuer, or name one that exists; see also the setting `defaultIssuer`."),
    IssuerNotAllowed(
            Severity.ERROR,
            "The issuer is not on the operator's list.",
            "Name one of the issuers in the setting `allowedIssuers`."),
    NameTaken(
            Severity.ERROR,
            "An object of the name that a child would have belongs to somebody else.",
            "Delete or rename the object that is in the way, or rename this resource."),
    ChildRefused(
            Severity.ERROR,
            "The API server refuses an object that the resource needs: an admission webhook, a policy or a quota is"
                    + " in the way. All else goes on.",
            "The message has the API server's own words. Change what refuses it, or have an exception made; it is"
                    + " tried again by itself, at least once a minute."),
    AnnotationNotAllowed(
            Severity.ERROR,
            "An annotation is not on the operator's list of allowed ones.",
            "Remove it, or let an administrator add its key to the setting `allowedAnnotations`."),
    ExternalDNSMissing(
            Severity.ERROR,
            "Records are to be published by external-dns, and the cluster has no DNSEndpoint kind.",
            "Install external-dns with its CRD and `--source=crd`, or set another `publish`."),
    UpdateServerUnknown(
            Severity.ERROR,
            "The update server that is named is not among the operator's.",
            "Name one of those in the message, or have it added to the operator's settings: chart value"
                    + " `updateServers`."),

    WaitingForDNS(
            Severity.ERROR,
            "The certificate is not requested before the policy host points here.",
            "Publish the address or alias of `mta-sts.<domain>` that `status.records` shows. With a DNS-01"
                    + " issuer: `spec.certificate.requestBeforeDNS: true`."),
    CertificateQueued(
            Severity.ERROR,
            "So many certificates are waited for, or were asked for lately, that this one has to wait for"
                    + " its turn.",
            "Nothing: it goes on by itself. The settings `certificatesMaxPending` and"
                    + " `certificatesNewPerHour` are the limits."),
    Issuing(Severity.ERROR, "cert-manager is at it.", "Wait; the message has cert-manager's own words."),
    IssuanceFailed(
            Severity.ERROR,
            "cert-manager could not get the certificate.",
            "Do what cert-manager's words in the message ask for: `kubectl describe"
                    + " certificate,certificaterequest,order`."),

    Publishing(
            Severity.ERROR,
            "The record is being published, and not every name server has it yet.",
            "Wait; where the message names what the update server objects to, mend that."),
    RecordForeign(
            Severity.ERROR,
            "Where the record should stand there is one that the operator did not write.",
            "Remove it, or set `spec.dns.adopt: true` so that it is replaced."),
    RecordNotApplied(
            Severity.ERROR,
            "Whoever publishes has been told of the record for more than five minutes, and DNS does not have it.",
            "The message says what DNS has instead, and why that may be; read the log of external-dns, which has to be"
                    + " v0.22.0 or later, or of the update server."),
    EarlierRecordRemains(
            Severity.ERROR,
            "An earlier record of the operator's own stands beside the one that is to be there, and senders take two"
                    + " for none.",
            "Delete the one that the message names. external-dns with the provider rfc2136 leaves it there at each"
                    + " change; `publish: Update` does not."),
    RecordContested(
            Severity.ERROR,
            "Another publisher writes its own record over the operator's again and again.",
            "Find it and stop it, another operator or an external-dns for example; then ask for a look with the"
                    + " annotation `mtasts.io/check`."),
    RecordNotDelegated(
            Severity.ERROR,
            "The domain's owner has not set the alias into the provider's zone, or it leads elsewhere.",
            "The domain's owner sets the aliases that `status.records` shows, once."),

    PolicyReplicasDiffer(
            Severity.ERROR,
            "Some pod of the policy server answers other bytes than the policy.",
            "Wait for the kubelet to bring the ConfigMap to every pod, which takes a minute or two; then"
                    + " look at the pod that the message names."),
    PodsNotReady(
            Severity.ERROR,
            "Pods of the policy server are not ready.",
            "`kubectl get pods -l app.kubernetes.io/component=policy-server` and look at those that are not"
                    + " ready.");

    private final Severity severity;
    private final String meaning;
    private final String remedy;

    OperatorReason(Severity severity, String meaning, String remedy) {
        this.severity = severity;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    @Override
    public Severity severity() {
        return severity;
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
