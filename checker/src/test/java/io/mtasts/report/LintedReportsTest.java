package io.mtasts.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mtasts.policy.Parsed;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What several reports say together. */
class LintedReportsTest {
    private static final long LARGEST = 9_007_199_254_740_991L;
    private static final String REPORT = """
        {"organization-name":"%s","date-range":{"start-datetime":"%s","end-datetime":"%s"},\
        "contact-info":"a","report-id":"%s","policies":[{"policy":{"policy-type":"sts",\
        "policy-domain":"harbour.example","policy-string":["mode: %s","mx: mx1.harbour.example"]},\
        "summary":{"total-successful-session-count":5,"total-failure-session-count":%d},\
        "failure-details":[{"result-type":"certificate-expired","receiving-ip":"192.0.2.%s","failed-session-count":%6$d}]}]}\
        """;

    private final StringBuilder out = new StringBuilder();

    @Test
    void addsUpByDomainSenderAndPolicy() throws IOException {
        var reports = LintedReports.json(out::append);
        reports.report("1", parse("Ferry", "2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z", "1", "enforce", 1, "1"));
        reports.report("2", parse("Ferry", "2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z", "2", "enforce", 2, "1"));
        reports.report("3", parse("Ferry", "2026-11-29T00:00:00Z", "2026-11-30T00:00:00Z", "2", "enforce", 2, "1"));
        reports.report("4", parse("Ferry", "2026-11-29T00:00:00Z", "2026-11-29T23:59:59Z", "4", "testing", 0, "2"));
        reports.report("5", parse("Other", "2026-11-29T00:00:00Z", "2026-11-29T23:59:59Z", "1", "enforce", 9, "3"));
        reports.report("6", TlsReportParser.parse("{".getBytes(UTF_8)));
        reports.passedOver("7", "a picture");
        reports.notRead("8", "it is damaged");

        assertThat(reports.end()).isEqualTo(1);
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("reports")).hasSize(6);
        assertThat(json.at("/reports/2/copy").asBoolean()).isTrue();
        assertThat(json.at("/reports/1/value/policies/0/details/0/address").asText())
                .isEqualTo("192.0.2.1");
        assertThat(json.at("/reports/5/valid").asBoolean()).isFalse();
        assertThat(json.get("total").toString()).startsWith("""
            {"valid":false,"reports":6,"notValid":1,"copies":1,"notRead":1,"passedOver":1,\
            "firstNotRead":[{"file":"8","message":"it is damaged"}],\
            "firstPassedOver":[{"file":"7","message":"a picture"}],\
            "sums":[{"policyDomain":"harbour.example","organization":"Other","reports":1,"days":["2026-11-29"],\
            "policyType":"sts","mode":"enforce",\
            """);
        assertThat(json.at("/total/sums/1/days").toString()).isEqualTo("[\"2026-11-28\",\"2026-11-29\"]");
        assertThat(json.at("/total/sums/1/failed").asInt()).isEqualTo(3);
        assertThat(json.at("/total/sums/1/successful").asInt()).isEqualTo(10);
        assertThat(json.at("/total/sums/1/failures/0/count").asInt()).isEqualTo(3);
        assertThat(json.at("/total/sums/2/mode").asText()).isEqualTo("testing");
    }

    @Test
    void oneAloneIsShownAsAWhole() {
        var parsed = parse("Ferry", "2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z", "1", "enforce", 1, "1");
        var reports = LintedReports.text(out::append);
        reports.report("a\u001b[31m.json", parsed);

        assertThat(reports.end()).isZero();
        assertThat(out)
                .hasToString(LintReport.ofTlsReport("a?[31m.json", parsed).text());
    }

    @Test
    void aNameGivenTwiceIsNoCopyWhereTheContentDiffers() {
        var reports = LintedReports.text(out::append);
        reports.report("1", parse("Ferry", "2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z", "1", "enforce", 1, "1"));
        reports.report("2", parse("Ferry", "2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z", "1", "enforce", 2, "1"));

        assertThat(reports.end()).isZero();
        assertThat(out).contains("\n2 reports\n").contains("3 sessions, certificate-expired");
    }

    @Test
    void sumsOfWhatOthersChoseStayNumbers() {
        var reports = LintedReports.text(out::append);
        IntStream.range(0, 3_000)
                .forEach(i -> reports.report(
                        "r",
                        parse(
                                "Ferry",
                                "0000-01-01T00:00:00Z",
                                "9999-12-31T23:59:59Z",
                                "" + i,
                                "enforce",
                                LARGEST,
                                "" + i)));

        assertThat(reports.end()).isZero();
        assertThat(out).contains(LARGEST + " sessions, certificate-expired").contains("31 days from 0000-01-01 to");
    }

    private static Parsed<TlsReport> parse(
            String who, String start, String end, String id, String mode, long failed, String address) {
        var text = REPORT.formatted(who, start, end, id, mode, failed, address);
        var parsed = TlsReportParser.parse(text.getBytes(UTF_8));
        assertThat(parsed.valid()).isTrue();
        return parsed;
    }
}
