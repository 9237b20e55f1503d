package io.mtasts.check;

/**
 * The reasons that come from looking at a domain. Each says what it means for the mail of the domain; status conditions, the
 * command line and the documentation take them from here.
 */
public enum ObservedReason implements Reason {
    /** Everything that was looked at is as it should be. */
    AllGood(Severity.INFO, ""),

    /** There is no MTA-STS record, so senders do not look for a policy. */
    RecordMissing(Severity.ERROR, "RFC 8461 3.1"),
    /** The record's name is an alias that leads to no MTA-STS record, or in a circle. */
    RecordAliasDangling(Severity.ERROR, "RFC 8461 3.1"),
    /** More than one record: senders take that for none. */
    MultipleRecords(Severity.ERROR, "RFC 8461 3.1"),
    /** The record does not follow the grammar: senders take that for none. */
    RecordMalformed(Severity.ERROR, "RFC 8461 3.1"),
    /** The record's id belongs to an earlier policy: senders that cached that one do not fetch the new one. */
    RecordStale(Severity.ERROR, "RFC 8461 3.1"),
    /** The authoritative servers disagree: what a sender sees depends on chance. */
    RecordInconsistent(Severity.ERROR, "RFC 8461 3.1"),
    /** The record may be cached for more than an hour, and so long every change takes. */
    RecordTTLLong(Severity.WARNING, "RFC 8461 3.1"),
    /** A blank between the version and the first semicolon: some senders discard such a record. */
    RecordBlank(Severity.WARNING, "RFC 8461 3.1, erratum 6285"),
    /** A field stands there twice; the first counts. */
    FieldRepeated(Severity.WARNING, "RFC 8461 3.1, 3.2"),
    /** A resolver or name server gave no usable answer: nothing can be said. */
    DNSUnavailable(Severity.UNKNOWN, ""),

    /** The policy host has no address. */
    PolicyHostUnresolvable(Severity.ERROR, "RFC 8461 3.3"),
    /** No address of the policy host answers. */
    PolicyHostUnreachable(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy host does not speak TLS 1.2 or newer. */
    PolicyHostTLSFailed(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy host's certificate does not chain to a trusted root. */
    PolicyHostUntrusted(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy host's certificate is for other names. */
    PolicyHostNameMismatch(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy host's certificate is past its dates, or not yet valid. */
    PolicyHostExpired(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy host's certificate ends soon and has not been renewed. */
    CertificateExpiring(Severity.WARNING, "RFC 8461 3.3"),
    /** The policy host answers with a redirect, which senders do not follow. */
    PolicyRedirected(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy host answers with a status other than 200. */
    PolicyHTTPStatus(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy is not served as text/plain. */
    PolicyMediaType(Severity.ERROR, "RFC 8461 3.2"),
    /** The policy is larger than the 64 KiB that senders read. */
    PolicyTooLarge(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy did not arrive in time. */
    PolicyTimeout(Severity.ERROR, "RFC 8461 3.3"),
    /** The policy does not follow the grammar: senders ignore it. */
    PolicyMalformed(Severity.ERROR, "RFC 8461 3.2"),
    /** Another policy is answered than the one that should be, or not the same everywhere. */
    PolicyDiffers(Severity.ERROR, "RFC 8461 3.3"),
    /** The answer carries an Age header: a cache stands in between and may serve an old policy. */
    PolicyCached(Severity.WARNING, "RFC 8461 3.3"),
    /** Senders forget the policy within a day. */
    MaxAgeShort(Severity.WARNING, "RFC 8461 3.2"),
    /** Senders hold the policy for more than a month, and so long leaving takes. */
    MaxAgeLong(Severity.WARNING, "RFC 8461 3.2"),
    /** The policy only asks for reports. */
    ModeTesting(Severity.INFO, "RFC 8461 5"),
    /** The policy asks for nothing. */
    ModeNone(Severity.INFO, "RFC 8461 5"),

    /** An MX in DNS that no pattern of the policy covers: senders that hold the policy will not deliver to it. */
    MXNotCovered(Severity.ERROR, "RFC 8461 4.1"),
    /** The domain says that it takes no mail: the policy protects nothing. */
    NullMX(Severity.WARNING, "RFC 7505 3"),
    /** There is no MX record, so the domain itself is its mail server. */
    NoMX(Severity.INFO, "RFC 5321 5.1"),
    /** An MX names an alias; senders match the policy against the name in the MX record. */
    MXIsAlias(Severity.WARNING, "RFC 5321 5.1"),
    /** A pattern that no MX answers for: harmless, and often a leftover or a typing error. */
    PatternUnused(Severity.WARNING, "RFC 8461 4.1"),
    /** There is no usable policy to compare the mail servers with. */
    PolicyUnavailable(Severity.UNKNOWN, "RFC 8461 4.1"),

    /** A mail server's name has no address. */
    MXUnresolvable(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server does not talk. */
    MXUnreachable(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server does not offer STARTTLS. */
    STARTTLSMissing(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server offers STARTTLS and then fails at it. */
    STARTTLSFailed(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server only does a TLS older than 1.2. */
    MXTLSTooOld(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server's certificate does not chain to a trusted root. */
    MXUntrusted(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server's certificate is for other names. */
    MXNameMismatch(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server's certificate is past its dates, or not yet valid. */
    MXExpired(Severity.ERROR, "RFC 8461 4.2"),
    /** A mail server's certificate ends soon and has not been renewed. */
    MXCertificateExpiring(Severity.WARNING, "RFC 8461 4.2"),
    /** Port 25 seems closed outward from here, so nothing can be said of mail servers. */
    Port25Unreachable(Severity.UNKNOWN, ""),
    /** Port 443 seems closed outward from here, so nothing can be said of the policy host. */
    Port443Unreachable(Severity.UNKNOWN, ""),
    /** The cluster's own public address cannot be reached from inside it. */
    NoHairpin(Severity.UNKNOWN, ""),
    /** A name leads to an address that is not public, which is not contacted unless allowed. */
    PrivateAddress(Severity.UNKNOWN, ""),
    /** There are more mail servers than are probed. */
    TooManyMX(Severity.UNKNOWN, ""),
    /** The user looks after the certificates of mail servers by other means. */
    Disabled(Severity.UNKNOWN, ""),

    /** There is no TLS reporting record: nobody hears of failed deliveries. */
    TLSReportingMissing(Severity.WARNING, "RFC 8460 3"),
    /** More than one TLS reporting record: senders take that for none. */
    TLSReportingMultiple(Severity.ERROR, "RFC 8460 3"),
    /** The TLS reporting record does not follow the grammar. */
    TLSReportingMalformed(Severity.ERROR, "RFC 8460 3"),
    /** Reports are sent, and not to the address that was asked for. */
    TLSReportingElsewhere(Severity.ERROR, "RFC 8460 3"),

    /** A TLS report that cannot be read, or whose counts cannot be relied on. */
    ReportMalformed(Severity.ERROR, "RFC 8460 4, 5"),
    /** A TLS report is not quite as the RFC has it, and can be read all the same. */
    ReportTolerated(Severity.WARNING, "RFC 8460 4");

    private final Severity severity;
    private final String clause;

    ObservedReason(Severity severity, String clause) {
        this.severity = severity;
        this.clause = clause;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String clause() {
        return clause;
    }
}
