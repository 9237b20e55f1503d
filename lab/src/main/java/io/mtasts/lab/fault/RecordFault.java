package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.dns.Why;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What can be wrong with the records of MTA-STS and TLS reporting. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum RecordFault implements Fault {
    RECORD_MISSING("RecordMissing", domain -> domain.zone().remove(sts(domain), "TXT")),
    RECORD_NODATA(
            "RecordMissing", domain -> domain.zone().remove(sts(domain), "TXT").set(sts(domain), "A", "192.0.2.1")),
    /** Other texts do not count, however close they come. */
    RECORD_OF_ANOTHER_VERSION(
            "RecordMissing", domain -> domain.record("v=STSv2; id=1;", "v=stsv1; id=1;", "v=spf1 -all")),
    /** As a console stores them that takes the marks for part of the text. */
    RECORD_IN_QUOTATION_MARKS("RecordMissing", domain -> domain.record("\"v=STSv1; id=1;\"")),
    TEXT_BESIDE_RECORD("SendersDisagree", domain -> domain.record("v=STSv1; id=1;", "v=spf1 -all")),
    /** What a wildcard of the zone answers for these names. */
    WILDCARD_ALIAS("RecordMissing", domain -> {
        alias(domain, "www." + domain.name() + ".");
        domain.zone().remove(tls(domain), "TXT").set(tls(domain), "CNAME", "www." + domain.name() + ".");
        domain.zone().set("www." + domain.name(), "A", "192.0.2.1");
    }),
    ALIAS_TO_NOWHERE("RecordAliasDangling", domain -> alias(domain, "_mta-sts.nowhere.test.")),
    ALIAS_WITHOUT_RECORD("RecordAliasDangling", domain -> alias(domain, "mta-sts." + domain.name() + ".")),
    ALIAS_LOOP("RecordAliasDangling", domain -> {
        alias(domain, "loop." + domain.name() + ".");
        domain.zone().set("loop." + domain.name(), "CNAME", sts(domain) + ".");
    }),
    RECORD_SERVFAIL("DNSUnavailable", domain -> fail(domain, Trouble.SERVFAIL)),
    RECORD_BOGUS("DNSUnavailable", domain -> fail(domain, Trouble.SERVFAIL, Why.SIGNATURE_EXPIRED)),
    /** By the resolver, which says that the name does not exist. */
    RECORD_BLOCKED("DNSUnavailable", domain -> fail(domain, Trouble.NXDOMAIN, Why.BLOCKED)),
    RECORD_TIMEOUT("DNSUnavailable", domain -> fail(domain, Trouble.SILENT)),
    RECORD_GARBAGE("DNSUnavailable", domain -> fail(domain, Trouble.GARBAGE)),
    RECORD_REFUSED("DNSUnavailable", domain -> fail(domain, Trouble.REFUSED)),
    TWO_RECORDS("MultipleRecords", domain -> domain.record("v=STSv1; id=1;", "v=STSv1; id=2;")),
    /** More than a DNS message can hold. */
    MANY_RECORDS(
            "MultipleRecords",
            domain -> domain.record(IntStream.range(0, 10_000)
                    .mapToObj(n -> "v=STSv1; id=" + n + ";")
                    .toArray(String[]::new))),
    RECORD_WITHOUT_ID("RecordMalformed", domain -> domain.record("v=STSv1; note=1;")),
    RECORD_ID_WITH_DASH("RecordMalformed", domain -> domain.record("v=STSv1; id=2026-01-01;")),
    RECORD_ID_TOO_LONG("RecordMalformed", domain -> domain.record("v=STSv1; id=" + "1".repeat(33) + ";")),
    RECORD_ID_EMPTY("RecordMalformed", domain -> domain.record("v=STSv1; id=;")),
    /** Escapes for the terminal of whoever reads the message. */
    RECORD_WITH_ESCAPES("RecordMalformed", domain -> domain.record("v=STSv1; id=\u001b[31mred;")),
    RECORD_DIFFERS(
            "RecordInconsistent",
            domain ->
                    domain.world().dns().diverge(domain.name(), "ns2.lab.test").txt(sts(domain), "v=STSv1; id=2;")),
    RECORD_AT_ONE_SERVER(
            "RecordInconsistent",
            domain ->
                    domain.world().dns().diverge(domain.name(), "ns2.lab.test").remove(sts(domain), "TXT")),
    RECORD_TTL("RecordTTLLong", domain -> domain.zone().txt(sts(domain), 86_400, "v=STSv1; id=1;")),
    RECORD_BLANK("RecordBlank", domain -> domain.record("v=STSv1 ; id=1;")),
    RECORD_ID_REPEATED("FieldRepeated", domain -> domain.record("v=STSv1; id=1; id=2;")),
    REPORTING_MISSING("TLSReportingMissing", domain -> domain.zone().remove(tls(domain), "TXT")),
    REPORTING_SERVFAIL(
            "DNSUnavailable", domain -> domain.world().dns().resolver().fail(tls(domain), "TXT", Trouble.SERVFAIL)),
    REPORTING_ALIAS_LOOP(
            "TLSReportingMissing",
            domain -> domain.zone().remove(tls(domain), "TXT").set(tls(domain), "CNAME", tls(domain) + ".")),
    REPORTING_TWICE(
            "TLSReportingMultiple",
            domain -> domain.tlsReporting(
                    "v=TLSRPTv1; rua=mailto:a@example.com", "v=TLSRPTv1; rua=mailto:b@example.com")),
    REPORTING_WITHOUT_RUA(
            "TLSReportingMalformed", domain -> domain.tlsReporting("v=TLSRPTv1; ruf=mailto:a@example.com")),
    REPORTING_BY_FTP(
            "TLSReportingMalformed", domain -> domain.tlsReporting("v=TLSRPTv1; rua=ftp://example.com/reports")),
    /** As some name servers' configuration makes of a list. */
    REPORTING_WITHOUT_COMMA(
            "TLSReportingMalformed",
            domain -> domain.tlsReporting("v=TLSRPTv1; rua=mailto:a@example.commailto:b@example.com")),
    REPORTING_AFTER_A_BLANK(
            "SendersDisagree",
            domain -> domain.tlsReporting("v=TLSRPTv1; rua=mailto:a@example.com, mailto:b@example.com"));

    private static String sts(Domain domain) {
        return "_mta-sts." + domain.name();
    }

    private static String tls(Domain domain) {
        return "_smtp._tls." + domain.name();
    }

    private static void alias(Domain domain, String target) {
        domain.zone().remove(sts(domain), "TXT").set(sts(domain), "CNAME", target);
    }

    private static void fail(Domain domain, Trouble trouble, Why... why) {
        domain.world().dns().resolver().fail(sts(domain), "TXT", trouble, why);
    }

    private final String reason;
    private final Consumer<Domain> spoiler;

    RecordFault(String reason, Consumer<Domain> spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public void spoil(Domain domain) {
        spoiler.accept(domain);
    }
}
