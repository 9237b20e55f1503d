package io.mtasts.check;

import static io.mtasts.check.Aspect.TLS_REPORTING;
import static io.mtasts.check.Views.RUA;
import static io.mtasts.check.Views.found;
import static io.mtasts.check.Views.good;

import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Answer.Unavailable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsReportingChecksTest {
    private static final String NAME = "_smtp._tls.example.com";

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        var missing = " TLSReportingMissing: " + NAME
                + " has no TLS reporting record: you do not learn of failed deliveries. Publish " + NAME
                + ". TXT \"v=TLSRPTv1; rua=";
        return Stream.of(
                row("good", good()),
                row(
                        "missing, and nobody asked",
                        good().tlsReporting(new NoData<>(List.of())),
                        "WARNING" + missing + "mailto:tlsrpt@example.com\"."),
                Case.of(
                        "missing, and asked for",
                        TLS_REPORTING,
                        good().tlsReporting(found(300, "v=spf1")).evidence(Expectations.rua("https://r.example/", RUA)),
                        "ERROR" + missing + "https://r.example/,mailto:tlsrpt@example.com\"."),
                row(
                        "circle",
                        good().tlsReporting(new AliasLoop<>(List.of("a.example"))),
                        "WARNING TLSReportingMissing: " + NAME
                                + " is in a CNAME loop: you do not learn of failed deliveries. Publish " + NAME
                                + ". TXT \"v=TLSRPTv1; rua=mailto:tlsrpt@example.com\"."),
                row(
                        "two",
                        good().tlsReporting(found(300, "v=TLSRPTv1; rua=mailto:b@c.d", "v=TLSRPTv1; rua=mailto:a@c.d")),
                        "ERROR TLSReportingMultiple: " + NAME
                                + " has 2 TLS reporting records, which senders treat as none. They are \"v=TLSRPTv1;"
                                + " rua=mailto:a@c.d\" and \"v=TLSRPTv1; rua=mailto:b@c.d\". Remove all but one."),
                row(
                        "malformed",
                        good().tlsReporting(found(300, "v=TLSRPTv1; ruf=mailto:a@example.com")),
                        "ERROR TLSReportingMalformed: " + NAME + ": rua is missing."),
                row(
                        "a comma lost",
                        good().tlsReporting(found(300, "v=TLSRPTv1; rua=mailto:a@c.demailto:b@c.de")),
                        "ERROR TLSReportingMalformed: " + NAME
                                + ": character 30, \"mailto:b@c.de\": a second address must be preceded by a comma:"
                                + " write \"v=TLSRPTv1; rua=mailto:a@c.de,mailto:b@c.de\"."),
                row(
                        "a blank behind the comma",
                        good().tlsReporting(found(300, "v=TLSRPTv1; rua=mailto:a@c.de, mailto:b@c.de")),
                        "WARNING SendersDisagree: " + NAME
                                + ": character 32, \"mailto:b@c.de\": a space before an address of rua: senders"
                                + " disagree: tlsrpt-reporter treats it as part of the address, so Postfix reports to"
                                + " nobody; mox skips it: write \"v=TLSRPTv1; rua=mailto:a@c.de,mailto:b@c.de\"."),
                Case.of(
                        "elsewhere",
                        TLS_REPORTING,
                        good().evidence(Expectations.rua("mailto:me@example.net")),
                        "ERROR TLSReportingElsewhere: " + NAME
                                + " sends reports to mailto:tlsrpt@example.com, but not to mailto:me@example.net."
                                + " Publish "
                                + NAME
                                + ". TXT \"v=TLSRPTv1; rua=mailto:me@example.net\"."),
                Case.of(
                        "among others, in another case",
                        TLS_REPORTING,
                        good().tlsReporting(found(300, "v=TLSRPTv1; rua=https://r.example/,mailto:tlsrpt@EXAMPLE.com"))
                                .evidence(Expectations.rua(RUA))),
                row(
                        "no answer",
                        good().tlsReporting(new Unavailable<>("timed out")),
                        "UNKNOWN DNSUnavailable: " + NAME
                                + ": its TXT records could not be looked up (timed out). If this persists, check the"
                                + " domain's name servers and its DNSSEC signatures."));
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, TLS_REPORTING, views, lines);
    }
}
