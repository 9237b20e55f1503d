package io.mtasts.check;

/**
 * The reasons that come from looking at a domain: how serious, by which clause, what it means for the mail of the domain, and what to
 * do. Status conditions, the command line and the documentation take all of it from here.
 */
public enum ObservedReason implements Reason {
    AllGood(Severity.INFO, "", "Everything that was checked is as it should be.", ""),

    RecordMissing(
            Severity.ERROR,
            "RFC 8461 3.1",
            "There is no MTA-STS record, so senders do not fetch a policy.",
            "Publish the record that `status.records` shows."),
    RecordAliasDangling(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The record's name is a CNAME that points to no MTA-STS record, or a CNAME loop.",
            "Publish the record at the CNAME's target, or replace the CNAME with the record itself."),
    MultipleRecords(
            Severity.ERROR,
            "RFC 8461 3.1",
            "There is more than one record, which senders treat as none.",
            "Remove all but one of the records that begin with `v=STSv1`."),
    RecordMalformed(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The record does not follow the grammar, so senders treat it as missing.",
            "Copy the record from `status.records`; `mta-sts-operator lint record TEXT` shows what is wrong with"
                    + " yours."),
    RecordStale(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The record's id belongs to an earlier policy: senders that have that one cached do not fetch the new one.",
            "Publish the record that `status.records` shows now, in place of the old one."),
    RecordInconsistent(
            Severity.ERROR,
            "RFC 8461 3.1",
            "The authoritative servers disagree: what a sender sees depends on which one answers.",
            "Make sure that every name server of the zone has its latest version. The usual cause is a secondary that"
                    + " no longer follows the primary."),
    RecordTTLLong(
            Severity.WARNING,
            "RFC 8461 3.1",
            "The record may be cached for more than an hour, so every change of policy takes that long to reach"
                    + " senders.",
            "Set the TTL to 3600 seconds or less."),
    RecordBlank(
            Severity.WARNING,
            "RFC 8461 3.1, erratum 6285",
            "There is a space between the version and the first semicolon, and some senders discard such a record.",
            "Remove the space before the first semicolon."),
    FieldRepeated(
            Severity.WARNING,
            "RFC 8461 3.1, 3.2",
            "A field appears twice; the first one counts. A sender that follows the grammar strictly discards the"
                    + " whole text. With rua both count, but some senders use only one.",
            "Remove the duplicate field."),
    SendersDisagree(
            Severity.WARNING,
            "",
            "Senders in use treat what was found differently; the message names who does what. What the RFC says is"
                    + " reported separately.",
            "Write it in the form that all of them read the same way; docs/checks.md has the table."),
    DNSUnavailable(
            Severity.UNKNOWN,
            "",
            "A resolver or name server gave no usable answer, so nothing is known. Where it says why (extended DNS"
                    + " errors, RFC 8914), the message does.",
            "DNSSEC bogus: mend the zone's signatures or its DS record. Blocked, censored, filtered, prohibited: ask"
                + " another resolver (`--resolver`, `settings.resolver`). Otherwise check the zone's name servers and,"
                + " if many domains have this reason, the resolvers that the operator uses."),

    PolicyHostUnresolvable(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host has no address.",
            "Publish the address or CNAME of `mta-sts.<domain>` that `status.records` shows."),
    PolicyHostUnreachable(
            Severity.ERROR,
            "RFC 8461 3.3",
            "No address of the policy host answers.",
            "Make sure that port 443 of the Ingress or Gateway is open to the public."),
    TooManyAddresses(
            Severity.INFO,
            "",
            "The policy host has more addresses than are probed: nothing is known about the rest.",
            "Nothing, as long as all of them serve the same policy."),
    PolicyHostTLSFailed(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host does not speak TLS 1.2 or newer.",
            "Enable TLS 1.2 or newer for this name in the Ingress controller or Gateway."),
    PolicyHostUntrusted(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host's certificate does not chain to a trusted root.",
            "Use a publicly trusted issuer; a staging issuer is not one."),
    PolicyHostNameMismatch(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host's certificate is for other names.",
            "The Ingress controller presents another certificate, often its default one: make sure that the Secret of"
                    + " the Ingress exists and has the right certificate."),
    PolicyHostExpired(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host's certificate has expired or is not yet valid.",
            "Check the cert-manager Certificate, or renew your own."),
    CAAForbids(
            Severity.ERROR,
            "RFC 8659",
            "CAA records keep the certification authority, or every one, from issuing a certificate for the policy"
                + " host. The operator requests none then: it would be refused, and count against the ACME account's"
                + " limits. A certificate that is there stays, and is not renewed.",
            "Publish the CAA record that the message shows, or use an issuer of an authority that may."),
    CertificateExpiring(
            Severity.WARNING,
            "RFC 8461 3.3",
            "The policy host's certificate expires soon and has not been renewed.",
            "Find out why it was not renewed: `kubectl describe certificate`."),
    PolicyHostRootDeparted(
            Severity.WARNING,
            "RFC 8461 3.3",
            "The policy host's certificate chains to a root that Mozilla's list no longer has: senders with a newer"
                    + " trust store than the one here find no policy.",
            "Use an issuer, or a chain, whose root is on the list; the message names the root and since when it is"
                    + " not."),
    PolicyRedirected(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host answers with a redirect, which senders do not follow.",
            "Remove the redirect for `mta-sts.<domain>`; some Ingress controllers add one because of an annotation or"
                    + " a global setting."),
    PolicyHTTPStatus(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host answers with a status other than 200.",
            "Make sure that requests reach the policy server: 404 often means that another Ingress has claimed the"
                    + " host name."),
    PolicyMediaType(
            Severity.ERROR,
            "RFC 8461 3.2",
            "The policy is not served as text/plain, once and uncompressed.",
            "Serve it as `text/plain`; something between the policy server and the public changes the answer."),
    PolicyTooLarge(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy is larger than the 64 KiB that senders read.",
            "Name fewer mail servers; wildcards help."),
    PolicyTimeout(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy did not arrive in time.",
            "Check the load on the Ingress controller and the policy server."),
    PolicyMalformed(
            Severity.ERROR,
            "RFC 8461 3.2",
            "The policy does not follow the grammar, so senders ignore it.",
            "`mta-sts-operator lint policy FILE` says which line; if the operator serves it, something else"
                    + " answers in its place."),
    PolicyDiffers(
            Severity.ERROR,
            "RFC 8461 3.3",
            "The policy host answers with a policy other than the expected one, or not with the same one everywhere.",
            "Wait for caches to drop the old one. If it remains, another server answers for the name."),
    PolicyCached(
            Severity.WARNING,
            "RFC 8461 3.3",
            "The answer has an Age header: it comes from a cache, which may serve an old policy.",
            "Exclude `/.well-known/mta-sts.txt` from the cache."),
    MaxAgeShort(
            Severity.WARNING,
            "RFC 8461 3.2",
            "Senders forget the policy within a day.",
            "Set `spec.maxAgeSeconds` to a day or more: a policy that is forgotten sooner protects little."),
    MaxAgeLong(
            Severity.WARNING,
            "RFC 8461 3.2",
            "Senders cache the policy for more than a month, so leaving MTA-STS takes that long.",
            "Set `spec.maxAgeSeconds` to a month or less, unless leaving may take that long."),
    ModeTesting(
            Severity.INFO,
            "RFC 8461 5",
            "The policy asks senders only for reports.",
            "Switch to mode enforce once the reports and the status have been good for a while."),
    ModeNone(Severity.INFO, "RFC 8461 5", "The policy asks nothing of senders.", ""),

    MXNotCovered(
            Severity.ERROR,
            "RFC 8461 4.1",
            "No pattern of the policy covers an MX that is in DNS: senders that have cached the policy will not"
                    + " deliver to it.",
            "Add the host to `spec.mx`, or remove the MX record. " + StopRefusals.REMEDY),
    NullMX(
            Severity.WARNING,
            "RFC 7505 3",
            "The domain declares that it accepts no mail, so the policy protects nothing.",
            "Remove the policy, or publish the mail servers. If there are other MX records, remove the null MX or all"
                    + " the others."),
    NoMX(Severity.INFO, "RFC 5321 5.1", "There is no MX record, so the domain itself is its mail server.", ""),
    MXIsAlias(
            Severity.WARNING,
            "RFC 5321 5.1",
            "An MX record names a CNAME: strict senders do not deliver there, and the others match the policy against"
                    + " the name in the MX record.",
            "Put the name of the host itself into the MX record (RFC 2181 10.3)."),
    PatternUnused(
            Severity.WARNING,
            "RFC 8461 4.1",
            "No MX matches a pattern of the policy: harmless, but often a leftover or a typo.",
            "Remove the pattern if it is a leftover; keep it if the mail server is still to come."),
    PolicyUnavailable(
            Severity.UNKNOWN,
            "RFC 8461 4.1",
            "There is no usable policy to compare the mail servers against.",
            "First fix what PolicyServed reports."),

    MXUnresolvable(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's name has no address.",
            "Give the host an address, or remove its MX record."),
    MXUnreachable(
            Severity.ERROR,
            "RFC 8461 4.2",
            "No mail server accepts connections, or none speaks SMTP. If at least one answers, this is only a warning,"
                    + " since senders go on to the next one.",
            "Make sure that the mail server is running and that its port 25 is reachable."),
    MXRefusesUs(
            Severity.UNKNOWN,
            "RFC 8461 4.2, RFC 5321 4.1.1.1",
            "A mail server rejects the session before its TLS can be checked: how it treats other senders is not"
                    + " known.",
            "The message quotes the server's reply. Set `--ehlo-name` (`settings.ehloName`) to a host name that"
                    + " resolves to the address that the probes come from, give that address a reverse DNS name that"
                    + " resolves back to it, have it removed from block lists, or probe from another address:"
                    + " `--smtp-proxy`."),
    MXSilent(
            Severity.UNKNOWN,
            "RFC 8461 4.2, RFC 5321 4.5.3.2",
            "A mail server accepts the connection and then closes it or stops responding before its TLS can be"
                    + " checked: how it treats other senders is not known.",
            "Find out whether the mail server is overloaded. Some servers make unknown clients wait: raise"
                + " `--greeting-timeout` (`settings.greetingTimeout`), up to 5m. Others hang up on addresses that they"
                + " do not trust: probe from another address with `--smtp-proxy`."),
    STARTTLSMissing(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server does not offer STARTTLS.",
            "Enable STARTTLS, and look for a firewall that strips it. " + StopRefusals.REMEDY),
    STARTTLSFailed(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server offers STARTTLS, but the TLS handshake fails.",
            "Check the mail server's TLS log: the key must match the certificate, and TLS 1.2 must be allowed. "
                    + StopRefusals.REMEDY),
    MXTLSTooOld(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server supports only TLS versions older than 1.2.",
            "Allow TLS 1.2 or newer. " + StopRefusals.REMEDY),
    MXUntrusted(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's certificate does not chain to a trusted root.",
            "Use a certificate that chains to a publicly trusted root, and send the intermediate certificates too. "
                    + StopRefusals.REMEDY),
    MXNameMismatch(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's certificate is for other names.",
            "Get a certificate that lists the MX host among its DNS names, or change the MX record to a name that the"
                    + " certificate has. "
                    + StopRefusals.REMEDY),
    MXExpired(
            Severity.ERROR,
            "RFC 8461 4.2",
            "A mail server's certificate has expired or is not yet valid.",
            "Renew the certificate and have the mail server load it. " + StopRefusals.REMEDY),
    MXCertificateExpiring(
            Severity.WARNING,
            "RFC 8461 4.2",
            "A mail server's certificate expires soon and has not been renewed.",
            "Renew it. A mail server that was not reloaded still presents its old certificate."),
    MXRootDeparted(
            Severity.WARNING,
            "RFC 8461 4.2",
            "A mail server's certificate chains to a root that Mozilla's list no longer has: senders with a newer trust"
                    + " store than the one here refuse to deliver.",
            "Install a certificate, or a chain, whose root is on the list; the message names the root and since when it"
                    + " is not."),
    SomeSendersRefuse(
            Severity.WARNING,
            "RFC 8461 4.2",
            "Some senders accept a mail server's TLS and others refuse it, by the TLS library that they use; the"
                    + " message names both.",
            "Change what the message names, so that every sender can deliver; docs/checks.md has the table."),
    Port25Unreachable(
            Severity.UNKNOWN,
            "",
            "Outgoing connections to port 25 are or may be blocked here, so nothing is known about the mail servers.",
            "Many clusters are not allowed to connect to port 25. Have it opened, probe through `--smtp-proxy`, set"
                + " `--smtp-control`, or set `spec.checks.mxTLS: Disabled` and monitor the certificates elsewhere."),
    Port443Unreachable(
            Severity.UNKNOWN,
            "",
            "Outgoing connections to port 443 seem to be blocked here, so nothing is known about the policy host.",
            "Allow the operator's pods to connect to port 443 outside the cluster, or probe through `--policy-proxy`."),
    NoHairpin(
            Severity.UNKNOWN,
            "",
            "The cluster's own public address cannot be reached from inside it.",
            "Check from outside with `mta-sts-operator check`, or send the connection to an internal address with"
                    + " `--connect-to`."),
    PrivateAddress(
            Severity.UNKNOWN,
            "",
            "A name resolves to an address that is not public, which is not contacted unless it is allowed.",
            "Publish a public address, or allow the network with `--allow-network`."),
    TooManyMX(
            Severity.UNKNOWN,
            "",
            "There are more mail servers than are probed.",
            "Name fewer MX hosts: 32 are probed."),
    Disabled(
            Severity.UNKNOWN,
            "",
            "The certificates of the mail servers are monitored by other means.",
            "Nothing: `spec.checks.mxTLS: Disabled` asks for this."),

    SMTPNotChecked(
            Severity.UNKNOWN,
            "",
            "No mail server is contacted from here, so nothing is known about their TLS, and no soak continues.",
            "Remove `--no-smtp` (`settings.noSmtp`), or set `spec.checks.mxTLS: Disabled` for each domain whose"
                    + " certificates are monitored elsewhere: that counts as good."),

    TLSAMismatch(
            Severity.ERROR,
            "RFC 7672 2.2, 3.1",
            "A mail server presents a certificate that none of its TLSA records pins: senders that support DANE"
                + " (Postfix, Exim, Microsoft and many mailbox providers) do not deliver there, whatever the MTA-STS"
                + " policy says.",
            "Have the mail server present the certificate or key that is pinned, or publish the record that the"
                    + " message shows beside the old one. `mta-sts-operator lint tlsa --certificate FILE` prints the"
                    + " records for a certificate. A policy of mode testing or none does not help: MTA-STS does not"
                    + " override DANE (RFC 8461 2)."),
    TLSAWithoutTLS(
            Severity.ERROR,
            "RFC 7672 2.2",
            "A mail server has TLSA records, and no STARTTLS that works: senders that support DANE do not deliver"
                    + " there.",
            "Mend STARTTLS, or remove the TLSA records."),
    TLSAUnavailable(
            Severity.ERROR,
            "RFC 7672 2.1",
            "The TLSA or MX records of a signed zone cannot be looked up: senders that support DANE put mail aside"
                    + " until they can.",
            "Check the zone's signatures and name servers: every one must answer questions for TLSA, at least that"
                    + " there is none."),
    TLSAMalformed(
            Severity.ERROR,
            "RFC 6698 2.2",
            "A TLSA record does not follow the grammar.",
            "Write it as the message says; `mta-sts-operator lint tlsa --certificate FILE` prints the records for a"
                    + " certificate."),
    TLSANotUsable(
            Severity.WARNING,
            "RFC 7672 3.1",
            "Senders of mail ignore a TLSA record: its usage, selector, matching type or length is not one that they"
                    + " use. Where no other is left, they require TLS and accept any certificate.",
            "Publish `3 1 1` records; `mta-sts-operator lint tlsa --certificate FILE` prints them for a certificate."),
    TLSANotCompared(
            Severity.UNKNOWN,
            "RFC 7672 2.2",
            "A mail server has TLSA records, and no certificate of it could be seen to compare with them.",
            "First fix what MXTLSValid reports."),
    TLSANotValidated(
            Severity.UNKNOWN,
            "RFC 7672 2.2",
            "A mail server has TLSA records, and whether senders use them is not known: that depends on DNSSEC, and the"
                    + " resolver's word on that does not count, as anybody on the way could change it.",
            "Use a resolver that validates, over TLS (`--resolver tls://1.1.1.1`, `settings.resolver`) or at a loopback"
                    + " address, or set `--trust-ad` (`settings.trustAd`) if the network between is safe."),
    TLSATooMany(
            Severity.UNKNOWN,
            "",
            "A mail server has more TLSA records than are compared.",
            "Publish one for the key in use and one for the next: 64 are compared."),
    TLSANotSecure(
            Severity.INFO,
            "RFC 7672 2.2",
            "There are TLSA records, but the resolver does not vouch for all of MX records, addresses and TLSA records"
                    + " by DNSSEC: senders ignore them.",
            "Sign the zones, if DANE is meant; else nothing."),
    TLSASpareKey(
            Severity.INFO,
            "RFC 7671 8.1",
            "A TLSA record pins a key that is not in use yet, as it should before a key changes.",
            "Nothing. Remove it if its key will never be used."),
    TLSARollover(
            Severity.INFO,
            "RFC 7671 8.1",
            "The only usable TLSA record pins what the next renewal may change. It is a warning where that is the"
                    + " certificate itself, which every renewal changes.",
            "Keep the key (cert-manager: `spec.privateKey.rotationPolicy: Never`) and publish `3 1 1`; or make the"
                    + " next key first, publish its record too, and use it two TTLs later."),

    TLSReportingMissing(
            Severity.WARNING,
            "RFC 8460 3",
            "There is no TLS reporting record, so nobody learns of failed deliveries.",
            "Publish the `_smtp._tls` record that `status.records` shows, or one with any address that you read."),
    TLSReportingMultiple(
            Severity.ERROR,
            "RFC 8460 3",
            "There is more than one TLS reporting record, which senders treat as none.",
            "Remove all but one of the records that begin with `v=TLSRPTv1`."),
    TLSReportingMalformed(
            Severity.ERROR,
            "RFC 8460 3",
            "The TLS reporting record does not follow the grammar.",
            "Copy the record from `status.records`; `mta-sts-operator lint tlsrpt-record TEXT` shows what is wrong"
                    + " with yours."),
    TLSReportingElsewhere(
            Severity.ERROR,
            "RFC 8460 3",
            "Reports are sent, but not to the address that the spec asks for.",
            "Add your address to the record, or the record's address to `spec.tlsReporting.rua`."),

    ReportMalformed(
            Severity.ERROR,
            "RFC 8460 4, 5",
            "A TLS report cannot be read, or its counts cannot be relied on.",
            "Get the report again. If it has the same fault, send the sender what `mta-sts-operator lint report FILE`"
                    + " says."),
    ReportTolerated(
            Severity.WARNING,
            "RFC 8460 4",
            "A TLS report deviates slightly from the RFC, but can still be read.",
            "Nothing, but the sender may want to know.");

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
