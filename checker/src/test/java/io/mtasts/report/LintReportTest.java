package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.policy.StsPolicyParser;
import io.mtasts.policy.StsRecordParser;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LintReportTest {
    private static final String POLICY = "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n";

    @Test
    void aGoodPolicyAndItsMailServers() {
        var report = policy(POLICY, "mx1.example.com", "example.com");
        assertThat(report.text()).isEqualTo("""
            mta-sts.txt: valid
              ok     mx1.example.com is covered by *.example.com
              ERROR  example.com is not covered: senders that have this policy cached will not deliver there; *.example.com \
            stands for exactly one label: write "mx: example.com"   MXNotCovered, RFC 8461 4.1
            """);
        assertThat(report.json()).isEqualTo("""
            {"valid":true,"value":{"version":"STSv1","mode":"enforce","mx":["*.example.com"],"maxAgeSeconds":604800},\
            "findings":[],"mx":[{"host":"mx1.example.com","covered":true,"pattern":"*.example.com","fits":null},\
            {"host":"example.com","covered":false,"pattern":null,"fits":"example.com"}]}\
            """);
        assertThat(report.exitStatus()).isEqualTo(1);
    }

    @Test
    void aBadPolicy() {
        var report = policy(POLICY.replace("604800", "7d") + "mode: testing\n", "mx1.example.com");
        assertThat(report.text()).isEqualTo("""
            mta-sts.txt: not valid: senders will ignore it
              ERROR  line 4, "max_age: 7d": max_age must be a whole number of seconds, at most 31557600: write \
            "max_age: 604800"   \
            PolicyMalformed, RFC 8461 3.2
              warn   line 5, "mode: testing": mode is repeated with another value: the first, on line 2, counts   \
            FieldRepeated, RFC 8461 3.1, 3.2
              warn   line 5, "mode: testing": a field that appears twice in a policy: senders disagree: mox and \
            postfix-tlspol take the first; postfix-mta-sts-resolver, chasquid, maddy, mx-connect and Stalwart take the \
            last; KumoMTA discards the policy   SendersDisagree
            """);
        assertThat(report.json())
                .startsWith("{\"valid\":false,\"value\":null,\"findings\":[{\"severity\":\"error\",\"reason\":"
                        + "\"PolicyMalformed\",\"message\":\"line 4, \\\"max_age: 7d\\\": max_age must be")
                .endsWith("\"mx\":[]}");
        assertThat(report.exitStatus()).isEqualTo(1);
    }

    @Test
    void aRecord() {
        var report = LintReport.ofRecord("record", StsRecordParser.parse("v=STSv1 ; id=1;"));
        assertThat(report.text()).isEqualTo("""
            record: valid
              warn   character 1, "v=STSv1 ;": some senders discard a record with a space before the first semicolon: write \
            "v=STSv1; id=1"   RecordBlank, RFC 8461 3.1, erratum 6285
            """);
        assertThat(report.json()).startsWith("{\"valid\":true,\"value\":{\"id\":\"1\"},\"findings\":[{");
    }

    @Test
    void aTlsReportingRecord() {
        var good =
                LintReport.ofTlsReporting("record", TlsRptRecordParser.parse("v=TLSRPTv1; rua=mailto:a@example.com"));
        assertThat(good.json())
                .isEqualTo("{\"valid\":true,\"value\":{\"rua\":[\"mailto:a@example.com\"]},\"findings\":[],\"mx\":[]}");
        var bad = LintReport.ofTlsReporting("record", TlsRptRecordParser.parse("v=TLSRPTv1;"));
        assertThat(bad.text()).startsWith("record: not valid: senders will not report\n  ERROR  ");
    }

    private static LintReport policy(String body, String... hosts) {
        return LintReport.ofPolicy(
                "mta-sts.txt", StsPolicyParser.parse(body.getBytes(StandardCharsets.UTF_8)), List.of(hosts));
    }
}
