package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.dane.Pinned;
import io.mtasts.lab.ca.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintCommandTest {
    private static final String GOOD = "version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 604800\r\n";
    private static final String BAD = "version: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 7d\nmode: none\n";

    private static final String REPORT = """
        {"organization-name":"Example Mail","date-range":{"start-datetime":"2026-11-23T00:00:00",\
        "end-datetime":"2026-11-23T23:59:59Z"},"contact-info":"tls@mail.example","report-id":"1",\
        "policies":[{"policy":{"policy-type":"sts","policy-domain":"example.com"},\
        "summary":{"total-successful-session-count":120,"total-failure-session-count":4},\
        "failure-details":[{"result-type":"certificate-expired","receiving-mx-hostname":"mx1.example.com",\
        "failed-session-count":3}]}]}
        """;

    @Test
    void aGoodPolicy() {
        var ended =
                new Shell().input(GOOD).run("lint", "policy", "-", "--mx", "MX1.example.com.", "--mx", "example.com");

        assertThat(ended.out()).isEqualTo("""
            standard input: valid
              ok     mx1.example.com is covered by *.example.com
              ERROR  example.com is not covered: senders that have this policy cached will not deliver there; *.example.com \
            stands for exactly one label: write "mx: example.com"   MXNotCovered, RFC 8461 4.1
            """);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo bar", "192.0.2.1", "https://mx1.example.com/"})
    void whatIsNoMailServerIsRefused(String host) {
        var ended = new Shell().input(GOOD).run("lint", "policy", "-", "--mx", host);

        assertThat(ended.err()).startsWith("--mx: \"" + host + "\" is ");
        assertThat(ended.exit()).isEqualTo(2);
    }

    @Test
    void aGoodPolicyAsJson() {
        var ended = new Shell()
                .input(GOOD)
                .run("lint", "policy", "-", "--mx", "MX1.example.com.", "--mx", "example.com", "--output", "json");

        assertThat(ended.out()).isEqualTo("""
            {"valid":true,\
            "value":{"version":"STSv1","mode":"enforce","mx":["*.example.com"],"maxAgeSeconds":604800},\
            "findings":[],\
            "mx":[{"host":"mx1.example.com","covered":true,"pattern":"*.example.com","fits":null},\
            {"host":"example.com","covered":false,"pattern":null,"fits":"example.com"}]}
            """);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @ParameterizedTest(name = "mode {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        enforce | 1 | ERROR  example-com.h-v1.mx.microsoft is not covered: senders that have this policy cached will not deliver there; *.mx.microsoft stands for exactly one label (mx-connect and Postfix deliver there anyway; the others do not): write "mx: *.h-v1.mx.microsoft"
        testing | 0 | warn   example-com.h-v1.mx.microsoft is not covered: senders report this, and will not deliver there once the mode is enforce; *.mx.microsoft stands for exactly one label (mx-connect and Postfix deliver there anyway; the others do not): write "mx: *.h-v1.mx.microsoft"
        """)
    void aHostThatIsNotCoveredIsAnErrorInModeEnforce(String mode, int exit, String line) {
        var ended = new Shell()
                .input("version: STSv1\nmode: " + mode + "\nmx: *.mx.microsoft\nmax_age: 604800\n")
                .run("lint", "policy", "-", "--mx", "example-com.h-v1.mx.microsoft");

        assertThat(ended.out()).contains(line);
        assertThat(ended.exit()).isEqualTo(exit);
    }

    @Test
    void aBadPolicy(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("mta-sts.txt"), BAD);

        var ended = new Shell().run("lint", "policy", file.toString());

        assertThat(ended.out().replace(file.toString(), "mta-sts.txt")).isEqualTo("""
            mta-sts.txt: not valid: senders will ignore it
              ERROR  line 4, "max_age: 7d": max_age must be a whole number of seconds, at most 31557600: write \
            "max_age: 604800"   \
            PolicyMalformed, RFC 8461 3.2
              warn   line 5, "mode: none": mode is repeated with another value: the first, on line 2, counts   \
            FieldRepeated, RFC 8461 3.1, 3.2
              warn   line 5, "mode: none": a field that appears twice in a policy: senders disagree: mox and \
            postfix-tlspol take the first; postfix-mta-sts-resolver, chasquid, maddy, mx-connect and Stalwart take the \
            last; KumoMTA discards the policy   SendersDisagree
            """);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void aBadPolicyAsJson() {
        var ended = new Shell().input(BAD).run("lint", "policy", "-", "--output", "json");

        assertThat(ended.out())
                .startsWith(
                        "{\"valid\":false,\"value\":null,\"findings\":[{\"severity\":\"error\",\"reason\":\"PolicyMalformed\",")
                .endsWith("\"mx\":[]}\n")
                .hasLineCount(1);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void tlsaRecordsAndTheCertificateThatTheyAreOf(@TempDir Path directory) throws IOException {
        var identity = CertificateAuthority.create("Lab", Clock.systemUTC()).issue("mx1.example.com");
        var file = Files.writeString(directory.resolve("tls.crt"), identity.chainPem());
        var server = Pinned.record(3, 1, 1, identity.leaf()).orElseThrow();
        var issuer = Pinned.record(2, 1, 1, identity.chain().get(1)).orElseThrow();
        var spare = "3 1 1 " + "0123456789abcdef".repeat(4);

        var ended = new Shell()
                .input(server.text() + "\n" + spare + "\n1 1 1 " + server.data() + "\n")
                .run("lint", "tlsa", "-", "--certificate", file.toString());
        var other = new Shell().run("lint", "tlsa", spare, "--certificate", file.toString(), "--output", "json");

        assertThat(ended.out().replace(file.toString(), "tls.crt")).isEqualTo("""
            standard input: valid
              warn   line 3, "%s": it has usage 1, which is not for mail servers (RFC 7672 3.1.3): only 2 and 3 are: \
            senders of mail ignore it: write "%s"   TLSANotUsable, RFC 7672 3.1
              ok     %s: pins the key of the server's certificate by its SHA-256, and matches tls.crt
              info   3 1 1 0123456789abcdef...: pins the key of the server's certificate by its SHA-256, and does not match tls.crt
              info   for the key of tls.crt: %s
              info   for the key of the issuer of tls.crt: %s
            """.formatted(
                "1" + server.shown().substring(1), server.text(), server.shown(), server.text(), issuer.text()));
        assertThat(ended.exit()).isZero();
        assertThat(other.out()).isEqualTo("""
            {"valid":true,"value":{"records":[{"record":"%s","usable":true,"pins":"the key of the server's certificate",\
            "matches":false}],"forCertificate":["%s","%s"]},"findings":[],"mx":[]}
            """.formatted(spare, server.text(), issuer.text()));
        assertThat(other.exit()).isEqualTo(1);
    }

    @Test
    void theTlsaRecordsForACertificate(@TempDir Path directory) throws IOException {
        var identity = CertificateAuthority.create("Lab", Clock.systemUTC()).issue("mx1.example.com");
        var file = Files.writeString(directory.resolve("tls.crt"), identity.chainPem());

        var ended = new Shell().run("lint", "tlsa", "--certificate", file.toString());
        var neither = new Shell().run("lint", "tlsa");

        assertThat(ended.out().replace(file.toString(), "tls.crt")).isEqualTo("""
            tls.crt: valid
              info   for the key of tls.crt: %s
              info   for the key of the issuer of tls.crt: %s
            """.formatted(
                Pinned.record(3, 1, 1, identity.leaf()).orElseThrow().text(),
                Pinned.record(2, 1, 1, identity.chain().get(1)).orElseThrow().text()));
        assertThat(ended.exit()).isZero();
        assertThat(neither.err()).startsWith("What to read is missing: TEXT, FILE or -, or --certificate.");
        assertThat(neither.exit()).isEqualTo(2);
    }

    @Test
    void aTlsaRecordThatIsNone(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("tls.crt"), "3 1 1\n");

        var ended = new Shell().run("lint", "tlsa", file.toString());
        var noCertificate = new Shell().run("lint", "tlsa", "3 1 1 ab", "--certificate", file.toString());

        assertThat(ended.out().replace(file.toString(), "tls.crt")).isEqualTo("""
            tls.crt: not valid: senders ignore them, or defer
              ERROR  "3 1 1": the data is missing after the three numbers   TLSAMalformed, RFC 6698 2.2
            """);
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(noCertificate.err()).startsWith("--certificate: " + file + " has ");
        assertThat(noCertificate.exit()).isEqualTo(2);
    }

    @Test
    void aPolicyIsReadTo1MiB() {
        var ended = new Shell().input("a: b\n".repeat(220_000)).run("lint", "policy", "-");

        assertThat(ended.out()).isEqualTo("""
            standard input: not valid: senders will ignore it
              ERROR  the policy has more than 1048576 bytes and was not read: senders stop at 65536   \
            PolicyTooLarge, RFC 8461 3.3
            """);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        record        | v=STSv1; id=20261123T000000;               | 0 | {"id":"20261123T000000"}
        record        | v=STSv1; id=20261123-0000;                 | 1 | null
        record        | v=TLSRPTv1; rua=mailto:tls@example.com     | 1 | null
        tlsrpt-record | v=TLSRPTv1; rua=mailto:tls@example.com     | 0 | {"rua":["mailto:tls@example.com"]}
        tlsrpt-record | v=TLSRPTv1; rua=tls@example.com            | 1 | null
        tlsrpt-record | v=TLSRPTv1; rua=mailto:a@b; rua=mailto:c@d | 0 | {"rua":["mailto:a@b","mailto:c@d"]}
        """)
    void records(String kind, String text, int exit, String value) {
        var ended = new Shell().run("lint", kind, text, "--output", "json");

        assertThat(ended.out()).contains("\"value\":" + value + ",\"findings\":");
        assertThat(ended.exit()).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n'", "'\r\n'"})
    void whatAPipeAddsIsNotPartOfARecord(String lineEnd) {
        assertThat(new Shell()
                        .input("v=STSv1; id=1;" + lineEnd)
                        .run("lint", "record", "-")
                        .exit())
                .isZero();
    }

    @Test
    void whatTheShellTypesInUtf8IsJudgedAsBytes() {
        var ended = new Shell().run("lint", "record", "v=STSv1; id=\u00e4;");

        assertThat(ended.out()).contains("\\xC3\\xA4");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void aMailServerMayBeNamedByULabels() {
        var ended = new Shell()
                .input(GOOD.replace("example.com", "b\u00fccher.example"))
                .run("lint", "policy", "-", "--mx", "mx.example.com");
        assertThat(ended.out()).contains("write \"mx: *.xn--bcher-kva.example\"");
        assertThat(ended.exit()).isEqualTo(1);

        assertThat(new Shell()
                        .input(GOOD.replace("example.com", "xn--bcher-kva.example"))
                        .run("lint", "policy", "-", "--mx", "MX.B\u00fccher.example.")
                        .out())
                .contains("mx.xn--bcher-kva.example is covered by *.xn--bcher-kva.example");
    }

    @Test
    void aReport() {
        var ended = new Shell().input(REPORT).run("lint", "report", "-");

        assertThat(ended.out()).isEqualTo("""
            standard input: valid
              warn   line 1, character 68, "2026-11-23T00:00:00": date-range/start-datetime has no offset from UTC and is taken as UTC: it must end with a Z   ReportTolerated, RFC 8460 4

            From Example Mail, for 2026-11-23 00:00 to 2026-11-23 23:59 UTC
            Report 1
            Questions about it to tls@mail.example

            example.com, its MTA-STS policy
              ok     120 sessions secured
              ERROR  3 sessions, certificate-expired: the mail server's certificate had expired (mx1.example.com)
                       Renew it, and have the mail server load it.
              ERROR  1 session failed, without details
            """);
        assertThat(ended.exit()).isZero();
    }

    @Test
    void aReportAsJson() {
        var ended = new Shell().input(REPORT).run("lint", "report", "-", "--output", "json");

        assertThat(ended.out())
                .startsWith("{\"valid\":true,\"value\":{\"organization\":\"Example"
                                + " Mail\",\"reportId\":\"1\",\"contactInfo\":\"tls@mail.example\","
                                + "\"start\":\"2026-11-23T00:00:00Z\",\"end\":\"2026-11-23T23:59:59Z\",\"policies\":["
                                + "{\"policyDomain\":\"example.com\",\"policyType\":\"sts\",\"mode\":null,\"mx\":[],\"policyString\":[],"
                                + "\"successful\":120,\"failed\":4,"
                                + "\"failures\":[{\"resultType\":\"certificate-expired\",\"count\":3,"
                                + "\"hosts\":[\"mx1.example.com\"],\"reasons\":[],\"addresses\":[],\"helos\":[],"
                                + "\"sendingAddresses\":[],\"information\":[],\"notInPolicy\":false}],"
                                + "\"details\":[{\"resultType\":\"certificate-expired\",\"count\":3,"
                                + "\"host\":\"mx1.example.com\",\"address\":null,\"helo\":null,\"sendingAddress\":null,"
                                + "\"reason\":null,\"information\":null}]}]},\"findings\":[{"
                                + "\"severity\":\"warning\",\"reason\":\"ReportTolerated\",")
                .endsWith("\"mx\":[]}\n");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void severalReports(@TempDir Path directory) throws IOException {
        var good = Files.writeString(directory.resolve("a.json"), REPORT);
        Files.writeString(directory.resolve("b.eml"), "Content-Type: application/tlsrpt+json\n\n" + REPORT);
        Files.writeString(directory.resolve("c.txt"), "The harbour is closed.\n");
        Files.writeString(directory.resolve("d.json"), REPORT.replace("\"report-id\":\"1\"", "\"report-id\":\"2\""));

        var all = new Shell().run("lint", "report", directory.toString());
        var json = new Shell().run("lint", "report", directory.toString(), "--output", "json");
        var missing = new Shell().run("lint", "report", good.toString(), directory + "/none.json");

        assertThat(all.out().replace(directory + "/", "")).isEqualTo("""
            a.json: valid, from Example Mail, 2026-11-23
              example.com: 120 sessions secured, 4 failed: certificate-expired
            b.eml: valid, from Example Mail, 2026-11-23: the same report again
            d.json: valid, from Example Mail, 2026-11-23
              example.com: 120 sessions secured, 4 failed: certificate-expired

            Passed over:
              c.txt: neither JSON nor gzip, a mail, a mailbox or a zip archive

            3 reports, 1 a copy of another, 1 passed over

            example.com, reported by Example Mail (2 reports, 2026-11-23), its MTA-STS policy
              ok     240 sessions secured
              ERROR  6 sessions, certificate-expired: the mail server's certificate had expired (mx1.example.com)
                       Renew it, and have the mail server load it.
              ERROR  2 sessions failed, without details
            """);
        assertThat(all.exit()).isZero();
        assertThat(json.out()).startsWith("{\"reports\":[\n{\"file\":").contains("\n],\n\"total\":{\"valid\":true,");
        assertThat(missing.out()).contains("Not read:\n  " + directory + "/none.json: there is no such file\n");
        assertThat(missing.exit()).isEqualTo(1);
    }

    @Test
    void aMailWithoutAReport() {
        var ended = new Shell()
                .input("From: a@b.example\nSubject: hello\n\nhello\n")
                .run("lint", "report", "-");

        assertThat(ended.out()).isEqualTo("""
            standard input: not valid: programs that read reports may not be able to read it
              ERROR  the mail has no TLS report: it should have a part of type application/tlsrpt+gzip or \
            application/tlsrpt+json, and has text/plain   ReportMalformed, RFC 8460 4, 5
            """);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsWrongUsage(@TempDir Path directory) {
        var ended = new Shell().run("lint", "report", directory + "/none.json");

        assertThat(ended.err()).startsWith(directory + "/none.json cannot be read: there is no such file.");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(new Shell().run("lint", "report", directory.toString()))
                .satisfies(empty -> assertThat(empty.out()).isEqualTo("\nno report\n"))
                .satisfies(empty -> assertThat(empty.exit()).isEqualTo(1));
    }

    @Test
    void aReportThatIsCutOff() {
        var ended = new Shell().input(REPORT.substring(0, 200)).run("lint", "report", "-", "--output", "json");

        assertThat(ended.out()).startsWith("{\"valid\":false,\"value\":null,").contains("the report is truncated");
        assertThat(ended.exit()).isEqualTo(1);
    }
}
