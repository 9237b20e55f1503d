package io.mtasts.check;

/**
 * The reasons that come from looking at a domain: how serious, by which clause, what it means for the mail of the domain, and what to
 * do. Status conditions, the command line and the documentation take all of it from here.
 */
public enum ObservedReason implements Reason {
    AllGood(Severity.INFO, "", "Everything that was looked at is as it should be.", ""),

    RecordMissing(
            Severity.ERROR,
            "RFC 8461 3.1",
            "There is no MTA-STS record, so senders do not look for a policy.",
            "Publish the record that `status.records` shows."),
    RecordAliasDangling(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The record's name is an alias that leads to no MTA-STS record, or in a circle.",
            "Publish the record where the alias leads, or replace the alias by the record itself."),
    MultipleRecords(
            Severity.ERROR,
            "RFC 8461 3.1",
            "More than one record: senders take that for none.",
            "Remove all but one of the records that begin with `v=STSv1`."),
    RecordMalformed(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The record does not follow the grammar: senders take that for none.",
            "Copy the record from `status.records`; `mta-sts-operator lint record TEXT` says what is wrong"
                    + " with yours."),
    RecordStale(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The record's id belongs to an earlier policy: senders that cached that one do not fetch the new" + " one.",
            "Publish the record that `status.records` shows now, in place of the old one."),
    RecordInconsistent(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The authoritative servers disagree: what a sender sees depends on chance.",
            "See that every name server of the zone has its latest version: a secondary that does not follow"
                    + " is the usual cause."),
    RecordTTLLong(
            Severity.WARNING,
            "RFC 8461 3.1",
            "The record may be cached for more than an hour, and so long every change takes.",
            "Set the TTL to 3600 seconds or less."),
    RecordBlank(
            Severity.WARNING,
            "RFC 8461 3.1, erratum 6285",
            "A blank between the version and the first semicolon: some senders discard such a record.",
            "Remove the blank before the first semicolon."),
    FieldRepeated(
            Severity.WARNING,
            "RFC 8461 3.1, 3.2",
            "A field stands there twice; the first counts. A sender that goes by the grammar alone discards the whole"
                    + " text. Of rua both count, and some senders take one.",
            "Remove the field that stands there twice."),
    SendersDisagree(
            Severity.WARNING,
            "",
            "Senders in use do different things with what was found; the message names who does what. The RFC's verdict"
                    + " stands beside it.",
            "Write it in the one way that all of them read alike: docs/checks.md has the table."),
    DNSUnavailable(
            Severity.UNKNOWN,
            "",
            "A resolver or name server gave no usable answer: nothing can be said.",
            "Look at the zone's name servers and, when many domains say this, at the resolvers the operator"
                    + " asks (`--resolver`)."),

    PolicyHostUnresolvable(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host has no address.",
            "Publish the address or alias of `mta-sts.<domain>` that `status.records` shows."),
    PolicyHostUnreachable(
            Severity.ERROR,
            "RFC 8461 3.3",
            "No address of the policy host answers.",
            "See that port 443 of the Ingress or Gateway is open to the public."),
    TooManyAddresses(
            Severity.INFO,
            "",
            "The policy host has more addresses than are asked: of the others nothing is known.",
            "Nothing, as long as all of them serve the same."),
    PolicyHostTLSFailed(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host does not speak TLS 1.2 or newer.",
            "Let the Ingress controller or Gateway speak TLS 1.2 or newer for this name."),
    PolicyHostUntrusted(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host's certificate does not chain to a trusted root.",
            "Use an issuer that the public trusts; a staging issuer is not one."),
    PolicyHostNameMismatch(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host's certificate is for other names.",
            "The Ingress controller answers with another certificate, often its default one: see that the"
                    + " Secret of the Ingress exists and fits."),
    PolicyHostExpired(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host's certificate is past its dates, or not yet valid.",
            "Look at the cert-manager Certificate, or renew your own."),
    CertificateExpiring(
            Severity.WARNING,
            "RFC 8461 3.3",
            "The policy host's certificate ends soon and has not been renewed.",
            "Look why it was not renewed: `kubectl describe certificate`."),
    PolicyRedirected(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host answers with a redirect, which senders do not follow.",
            "Remove the redirect for `mta-sts.<domain>`; some Ingress controllers add one by an annotation"
                    + " or a global setting."),
    PolicyHTTPStatus(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host answers with a status other than 200.",
            "See that the request reaches the policy server: 404 often means that another Ingress has the"
                    + " host name."),
    PolicyMediaType(
            Severity.ERROR,
            "RFC 8461 3.2",
            "The policy is not served as text/plain, once and uncompressed.",
            "Serve it as `text/plain`; something between the policy server and the public changes it."),
    PolicyTooLarge(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy is larger than the 64 KiB that senders read.",
            "Name fewer mail servers; wildcards help."),
    PolicyTimeout(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy did not arrive in time.",
            "Look at the load of the Ingress controller and the policy server."),
    PolicyMalformed(
            Severity.ERROR,
            "RFC 8461 3.2",
            "The policy does not follow the grammar: senders ignore it.",
            "`mta-sts-operator lint policy FILE` says which line; if the operator serves it, something else"
                    + " answers in its place."),
    PolicyDiffers(
            Severity.ERROR,
            "RFC 8461 3.3",
            "Another policy is answered than the one that should be, or not the same everywhere.",
            "Wait for caches to forget the old one; if it stays, another server answers for the name."),
    PolicyCached(
            Severity.WARNING,
            "RFC 8461 3.3",
            "The answer carries an Age header: a cache stands in between and may serve an old policy.",
            "Let the cache in between leave `/.well-known/mta-sts.txt` alone."),
    MaxAgeShort(
            Severity.WARNING,
            "RFC 8461 3.2",
            "Senders forget the policy within a day.",
            "Set `spec.maxAgeSeconds` to a day or more: a policy that is forgotten so soon protects little."),
    MaxAgeLong(
            Severity.WARNING,
            "RFC 8461 3.2",
            "Senders hold the policy for more than a month, and so long leaving takes.",
            "Set `spec.maxAgeSeconds` to a month or less, unless leaving may take as long."),
    ModeTesting(
            Severity.INFO,
            "RFC 8461 5",
            "The policy only asks for reports.",
            "Set mode enforce when reports and status have been good for a while."),
    ModeNone(Severity.INFO, "RFC 8461 5", "The policy asks for nothing.", ""),

    MXNotCovered(
            Severity.ERROR,
            "RFC 8461 4.1",
            "An MX in DNS that no pattern of the policy covers: senders that hold the policy will not"
                    + " deliver to it.",
            "Add the host to `spec.mx`, or remove the MX record. " + StopRefusals.REMEDY),
    NullMX(
            Severity.WARNING,
            "RFC 7505 3",
            "The domain says that it takes no mail: the policy protects nothing.",
            "Remove the policy, or publish the mail servers. Beside other MX records: remove the null MX, or all"
                    + " others."),
    NoMX(Severity.INFO, "RFC 5321 5.1", "There is no MX record, so the domain itself is its mail server.", ""),
    MXIsAlias(
            Severity.WARNING,
            "RFC 5321 5.1",
            "An MX names an alias: strict senders do not deliver there, the others match the policy against the"
                    + " name in the MX record.",
            "Name the host itself in the MX record (RFC 2181 10.3)."),
    PatternUnused(
            Severity.WARNING,
            "RFC 8461 4.1",
            "A pattern that no MX answers for: harmless, and often a leftover or a typing error.",
            "Remove the pattern when it is a leftover; keep it when a mail server is to come."),
    PolicyUnavailable(
            Severity.UNKNOWN,
            "RFC 8461 4.1",
            "There is no usable policy to compare the mail servers with.",
            "See what PolicyServed says first."),

    MXUnresolvable(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's name has no address.",
            "Give the host an address, or remove its MX record."),
    MXUnreachable(
            Severity.ERROR,
            "RFC 8461 4.2",
            "No mail server takes connections, or none speaks SMTP. Beside one that answers it is a warning: senders go"
                    + " on to the next.",
            "See that the mail server runs and that port 25 is open to it."),
    MXRefusesUs(
            Severity.UNKNOWN,
            "RFC 8461 4.2, RFC 5321 4.1.1.1",
            "A mail server turns us away before its TLS can be seen: what other senders meet there is not known.",
            "The message has the server's words. Set `--ehlo-name` (`settings.ehloName`) to a host name that leads to"
                    + " the address that we look from, give that address a reverse DNS name that leads back to it, have"
                    + " it taken off block lists, or look from another address: `--smtp-proxy`."),
    MXSilent(
            Severity.UNKNOWN,
            "RFC 8461 4.2, RFC 5321 4.5.3.2",
            "A mail server takes the connection and ends it, or falls silent, before its TLS can be seen: what other"
                    + " senders meet there is not known.",
            "See whether the mail server is overloaded. Some let strangers wait: `--greeting-timeout`"
                + " (`settings.greetingTimeout`) may be up to 5m. Others hang up on addresses that they do not trust:"
                + " look from another address, `--smtp-proxy`."),
    STARTTLSMissing(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server does not offer STARTTLS.",
            "Switch STARTTLS on, and look for a firewall that strips it. " + StopRefusals.REMEDY),
    STARTTLSFailed(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server offers STARTTLS and then fails at it.",
            "Look at the mail server's TLS log: key and certificate must fit, and TLS 1.2 be allowed. "
                    + StopRefusals.REMEDY),
    MXTLSTooOld(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server only does a TLS older than 1.2.",
            "Allow TLS 1.2 or newer. " + StopRefusals.REMEDY),
    MXUntrusted(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's certificate does not chain to a trusted root.",
            "Use a certificate that chains to a root which the public trusts, and send the intermediate ones" + " too. "
                    + StopRefusals.REMEDY),
    MXNameMismatch(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's certificate is for other names.",
            "Get a certificate whose DNS names have the MX host, or name the host that it has in the MX record. "
                    + StopRefusals.REMEDY),
    MXExpired(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's certificate is past its dates, or not yet valid.",
            "Renew the certificate and let the mail server load it. " + StopRefusals.REMEDY),
    MXCertificateExpiring(
            Severity.WARNING,
            "RFC 8461 4.2",
            "A mail server's certificate ends soon and has not been renewed.",
            "Renew it; a mail server that was not reloaded shows its old one."),
    SomeSendersRefuse(
            Severity.WARNING,
            "RFC 8461 4.2",
            "Some senders accept a mail server's TLS and others refuse it, by the TLS library that they use; the"
                    + " message names both.",
            "Change what the message names, so that every sender can deliver; docs/checks.md has the table."),
    Port25Unreachable(
            Severity.UNKNOWN,
            "",
            "Port 25 seems closed outward from here, or may be, so nothing can be said of mail servers.",
            "Many clusters may not connect to port 25. Ask for it to be opened, look through `--smtp-proxy`, set"
                    + " `--smtp-control`, or set `spec.checks.mxTLS: Disabled` and watch the certificates elsewhere."),
    Port443Unreachable(
            Severity.UNKNOWN,
            "",
            "Port 443 seems closed outward from here, so nothing can be said of the policy host.",
            "Let the operator's pods connect to port 443 outward, or look through `--policy-proxy`."),
    NoHairpin(
            Severity.UNKNOWN,
            "",
            "The cluster's own public address cannot be reached from inside it.",
            "Look from outside with `mta-sts-operator check`, or lead the name inside with `--connect-to`."),
    PrivateAddress(
            Severity.UNKNOWN,
            "",
            "A name leads to an address that is not public, which is not contacted unless allowed.",
            "Publish a public address, or allow the network with `--allow-network`."),
    TooManyMX(
            Severity.UNKNOWN,
            "",
            "There are more mail servers than are probed.",
            "Name fewer MX hosts: 32 are probed."),
    Disabled(
            Severity.UNKNOWN,
            "",
            "The user looks after the certificates of mail servers by other means.",
            "Nothing: `spec.checks.mxTLS: Disabled` says so."),

    SMTPNotChecked(
            Severity.UNKNOWN,
            "",
            "No mail server is connected to from here, so nothing can be said of their TLS, and a soak does not go on.",
            "Take `--no-smtp` (`settings.noSmtp`) away, or set `spec.checks.mxTLS: Disabled` for each domain whose"
                    + " certificates are watched elsewhere: that counts as good."),

    TLSReportingMissing(
            Severity.WARNING,
            "RFC 8460 3",
            "There is no TLS reporting record: nobody hears of failed deliveries.",
            "Publish the `_smtp._tls` record that `status.records` shows, or any with an address you read."),
    TLSReportingMultiple(
            Severity.ERROR,
            "RFC 8460 3",
            "More than one TLS reporting record: senders take that for none.",
            "Remove all but one of the records that begin with `v=TLSRPTv1`."),
    TLSReportingMalformed(
            Severity.ERROR,
            "RFC 8460 3",
            "The TLS reporting record does not follow the grammar.",
            "Copy the record from `status.records`; `mta-sts-operator lint tlsrpt-record TEXT` says what is"
                    + " wrong with yours."),
    TLSReportingElsewhere(
            Severity.ERROR,
            "RFC 8460 3",
            "Reports are sent, and not to the address that was asked for.",
            "Add your address to the record, or the record's address to `spec.tlsReporting.rua`."),

    ReportMalformed(
            Severity.ERROR,
            "RFC 8460 4, 5",
            "A TLS report that cannot be read, or whose counts cannot be relied on.",
            "Get the report anew; when it is the same again, tell the sender what `mta-sts-operator lint"
                    + " report FILE` says of it."),
    ReportTolerated(
            Severity.WARNING,
            "RFC 8460 4",
            "A TLS report is not quite as the RFC has it, and can be read all the same.",
            "Nothing; the sender may want to know.");

    private final Severity severity;
    private final String clause;
    private final String meaning;
    private final String remedy;

    ObservedReason(Severity severity, String clause, String meaning, String remedy) {
        this.severity = severity;
        this.clause = clause;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String clause() {
        return clause;
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
