package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.policy.Remark.Severity;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is nearly a policy or a record is told apart from it, with lines that the parser takes. A {@code ~} ends a line. */
class NearMissTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "version: STSv1; mode: enforce; mx: mail.example.com; max_age: 604800|line 1, \"version: STSv1; mode:"
                    + " enforce; mx: mail.example.com; max_age: 604800\": a policy has no semicolons: write each on"
                    + " its own line: \"version: STSv1\", \"mode: enforce\", \"mx: mail.example.com\" and \"max_age:"
                    + " 604800\"",
                "version: STSv1 mode: enforce mx: mail.example.com max_age: 604800|line 1, \"version: STSv1 mode:"
                    + " enforce mx: mail.example.com max_age: 604800\": each field goes on its own line: write each on"
                    + " its own line: \"version: STSv1\", \"mode: enforce\", \"mx: mail.example.com\" and \"max_age:"
                    + " 604800\"",
                "version: STSv1\\n"
                        + "mode: enforce\\n"
                        + "mx: mail.example.com\\n"
                        + "max_age: 604800\\n"
                        + "|line 1, \"version: STSv1\\\\n"
                        + "mode: enforce\\\\n"
                        + "mx: mail.example.com\\\\n"
                        + "max_age: 604800\\\\n"
                        + "\": backslashes are not part of a policy: write each on its own line: \"version: STSv1\","
                        + " \"mode: enforce\", \"mx: mail.example.com\" and \"max_age: 604800\"",
                "version: STSv1~mode: enforce~mx: https://mail.example.com/~max_age: 604800|line 3, \"mx:"
                        + " https://mail.example.com/\": mx must be a host name, not a URL: write \"mx:"
                        + " mail.example.com\"",
                "version: STSv1~mode: enforce~mx: mail.example.com:25~max_age: 604800|line 3, \"mx:"
                        + " mail.example.com:25\": mx must be a host name without a port: write \"mx:"
                        + " mail.example.com\"",
                "version: STSv1~mode: enforce~mx: mail.example.com.~max_age: 604800|line 3, \"mx:"
                        + " mail.example.com.\": mx must not end with a dot: write \"mx: mail.example.com\"",
                "version: STSv1~mode: enforce~mx: mail.example.com,10 b.example.com~max_age: 604800|line 3, \"mx:"
                        + " mail.example.com,10 b.example.com\": mx must be one host name; each mail server has its own"
                        + " line: write each on its own line: \"mx: mail.example.com\" and \"mx: b.example.com\"",
                "version: STSv1~mode: enforce~mx: b\u00FCcher.example~max_age: 604800|line 3, \"mx:"
                        + " b\\xC3\\xBCcher.example\": mx must be written in ASCII, as A-labels (xn--...): write \"mx:"
                        + " xn--bcher-kva.example\"",
                "version: STSv1~mode=enforce~mx: a~max_age: 604800|line 2, \"mode=enforce\": a line must be written"
                        + " \"name: value\": write \"mode: enforce\"",
                "version: STSv1~mode: Enforce~mx: a~max_age: 604800|line 2, \"mode: Enforce\": mode must be enforce,"
                        + " testing or none, in lower case: write \"mode: enforce\"",
                "version: STSv1~mode: enforce~mx: a~max_age: 7d|line 4, \"max_age: 7d\": max_age must be a whole number"
                        + " of seconds, at most 31557600: write \"max_age: 604800\"",
                "version: STSv1~mode: enforce~mx : a~max_age: 604800|line 3, \"mx : a\": a field's name must be 1 to"
                    + " 32 letters, digits, \"_\", \"-\" or \".\", starting with a letter or a digit, without spaces"
                    + " before \":\": write \"mx: a\"",
                "version: STSv1~mode: enforce~mx: a~\u201Cmax_age: 604800\u201D|line 4, \"\\xE2\\x80\\x9Cmax_age:"
                    + " 604800\\xE2\\x80\\x9D\": quotation marks are not part of a policy: write \"max_age: 604800\"",
                "v=STSv1; id=1;|line 1, \"v=STSv1; id=1;\": this is the record that belongs in DNS at _mta-sts, not"
                        + " the policy",
                "<!doctype html>|line 1, \"<!doctype html>\": this is a web page, not a policy: let the web server"
                        + " answer with the policy's own text",
            })
    void ofAPolicy(String body, String first) {
        var parsed = policy(body);
        Judged.holds(parsed, Judged::isLineOfAPolicy);
        assertThat(errors(parsed).getFirst()).isEqualTo(first);
        if (first.contains(": write ")) {
            assertThat(errors(parsed)).as("and what was meant is not missing").hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nmx: mx0.example.com|senders ignore nmx, which is not the name mx: write \"mx: mx0.example.com\"|mx is"
                        + " missing: line 3 has nmx in its place",
                "MX: mx0.example.com|senders ignore MX, case matters: write \"mx: mx0.example.com\"|mx is missing: line"
                        + " 3 has MX in its place",
            })
    void aMisspeltField(String line, String warning, String error) {
        var parsed = policy("version: STSv1~mode: enforce~" + line + "~max_age: 604800");

        Judged.holds(parsed, Judged::isLineOfAPolicy);
        assertThat(parsed.remarks())
                .extracting(Remark::message)
                .containsExactly("line 3, \"" + line + "\": " + warning, error);
    }

    @ParameterizedTest
    @CsvSource({"max-age, max_age", "maxage, max_age", "max_agee, max_age", "verison, version", "mod, mode"})
    void theFieldThatWasMeant(String written, String name) {
        assertThat(PolicyNearMiss.nearName(written)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"x", "m", "note", "contact", "id", "ttl", "version2x", "my"})
    void anExtensionIsLeftAlone(String name) {
        assertThat(PolicyNearMiss.nearName(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version: STSv1~mode: enforce~mx: mail.example.com~max_age: 604800~\"|line 1, \"\\\"version:"
                    + " STSv1\": quotation marks are not part of a policy: write \"version: STSv1\"|line 5, \"\\\"\":"
                    + " quotation marks are not part of a policy: remove the line",
            })
    void aWholePolicyInQuotationMarks(String body, String first, String second) {
        assertThat(errors(policy(body))).containsExactly(first, second);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"v=STSv1; id=1;\"|quotation marks are not part of a record|v=STSv1; id=1",
                "\"v=STSv1; \" \"id=1;\"|quotation marks are not part of a record|v=STSv1; id=1",
                "v=STSv1\\; id=1\\;|backslashes are not part of a record|v=STSv1; id=1",
                "_mta-sts.example.com. 300 IN TXT \"v=STSv1; id=1\"|the record is only what is inside the quotation"
                        + " marks|v=STSv1; id=1",
                "v=sts1; id=1|the record must begin with \"v=STSv1;\"|v=STSv1; id=1",
                "v=STSv1 id=1|the record must begin with \"v=STSv1;\"|v=STSv1; id=1",
                "v=STSv1; id = 1|a field's name must be 1 to 32 letters, digits, \"_\", \"-\" or \".\", starting with"
                        + " a letter or a digit, without spaces before \"=\"|v=STSv1; id=1",
                "v=STSv1; id=2026-11-30T10:00|id must be 1 to 32 letters and digits|v=STSv1; id=20261130T1000",
                "v=STSv1;; id=1|there must be a field between two semicolons|v=STSv1; id=1",
            })
    void ofARecord(String text, String problem, String write) {
        var parsed = StsRecordParser.parse(text);
        Judged.holds(parsed, Judged::isRecord);
        assertThat(parsed.remarks().getFirst().problem()).isEqualTo(problem);
        assertThat(parsed.remarks().getFirst().write()).containsExactly(write);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1; rua=mailto:a@b.example;mailto:c@d.example|v=TLSRPTv1;"
                        + " rua=mailto:a@b.example,mailto:c@d.example",
                "v=TLSRPTv1; rua=mailto:a@b.examplemailto:c@d.example|v=TLSRPTv1;"
                        + " rua=mailto:a@b.example,mailto:c@d.example",
                "v=TLSRPTv1; rua=mailto:a@b.example mailto:c@d.example|v=TLSRPTv1;"
                        + " rua=mailto:a@b.example,mailto:c@d.example",
                "v=TLSRPTv1; rua=mailto://a@b.example|v=TLSRPTv1; rua=mailto:a@b.example",
                "v=TLSRPTv1; rua=https://r.examplehttps://s.example/v1https://t.example/|v=TLSRPTv1;"
                        + " rua=https://r.example,https://s.example/v1,https://t.example/",
                "v=TLSRPTv1; rua=a@b.example|v=TLSRPTv1; rua=mailto:a@b.example",
                "v=TLSRPTv1; rua= mailto:a@b.example|v=TLSRPTv1; rua=mailto:a@b.example",
                "v=TLSRPTv1;rua=mailto:a@b.example!10m|v=TLSRPTv1; rua=mailto:a@b.example%2110m",
                "\"v=TLSRPTv1; rua=mailto:a@b.example\"|v=TLSRPTv1; rua=mailto:a@b.example",
                "v=TLSRPTv1; rua=mailto:tls@b\u00C3\u00BCcher.example|v=TLSRPTv1;"
                        + " rua=mailto:tls@xn--bcher-kva.example",
                "v=TLSRPT1; rua=mailto:a@b.example|v=TLSRPTv1; rua=mailto:a@b.example",
            })
    void ofATlsReportingRecord(String text, String write) {
        var parsed = TlsRptRecordParser.parse(text);
        Judged.holds(parsed, Judged::isTlsRptRecord);
        assertThat(parsed.remarks().getFirst().write()).containsExactly(write);
    }

    private static Parsed<StsPolicy> policy(String body) {
        return StsPolicyParser.parse(body.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(Parsed<StsPolicy> parsed) {
        return parsed.remarks().stream()
                .filter(remark -> remark.severity() == Severity.ERROR)
                .map(Remark::message)
                .toList();
    }
}
