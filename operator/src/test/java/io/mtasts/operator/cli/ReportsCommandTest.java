package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsCommandTest {
    private static final String REPORT = """
        {"organization-name": "Ferry Post", "report-id": "1", "contact-info": "tls@ferry.example",
         "date-range": {"start-datetime": "2026-11-29T00:00:00Z", "end-datetime": "2026-11-29T23:59:59Z"},
         "policies": [{"policy": {"policy-type": "sts", "policy-domain": "harbour.example",
             "policy-string": ["version: STSv1", "mode: enforce", "mx: mx1.harbour.example", "max_age: 86400"]},
           "summary": {"total-successful-session-count": 6, "total-failure-session-count": 4},
           "failure-details": [
             {"result-type": "validation-failure", "failed-session-count": 3, "receiving-mx-hostname": "mx9.harbour.example"},
             {"result-type": "certificate-expired", "failed-session-count": 1, "receiving-mx-hostname": "mx1.harbour.example"}]}]}
        """;

    @TempDir
    private Path directory;

    private Path report;
    private Shell shell;

    @BeforeEach
    void write() throws IOException {
        report = Files.writeString(directory.resolve("report.json"), REPORT);
        shell = new Shell()
                .with("MTA_STS_STORE", directory.resolve("reports.db").toString());
    }

    @Test
    void whatIsImportedIsListedShownAndForgotten() {
        assertThat(shell.run("reports", "import", report.toString()))
                .isEqualTo(new Shell.Ended(0, "1 report stored, 0 known already.\n", ""));
        assertThat(shell.run("reports", "import", report.toString()))
                .isEqualTo(new Shell.Ended(0, "0 reports stored, 1 known already.\n", ""));

        var listed = shell.run("reports", "list", "Harbour.Example");
        assertThat(listed.exit()).isZero();
        assertThat(listed.out()).isEqualTo("""
            harbour.example                                                                                 2026-11-29 UTC
              ERROR  1 submitter reported 10 sessions: 4 failed

            Failures     worst first, in attempts: a session that fails at one mail server may try others
              warn   3, validation-failure: a mail server is not in the policy that the sender applied
                     (mx9.harbour.example); reported by Ferry Post, last for 2026-11-29
                       Add mx9.harbour.example to the mx of the policy, or remove the MX record. Which policy each sender
                       applied stands below: an old one is from its cache.
              warn   1, certificate-expired: the mail server's certificate had expired (mx1.harbour.example); reported by
                     Ferry Post, last for 2026-11-29
                       Renew it, and have the mail server load it.

            Submitters   with the policy that each applied, the latest first
              ERROR  Ferry Post, not verified: 10 sessions, 4 failed; last for 2026-11-29
                     - 2026-11-29: MTA-STS, mode enforce, mx mx1.harbour.example, digest 311ff089: 10 sessions, 4 failed

            Days
              ERROR  2026-11-29          10 ==================xxxxxxxxxxxx  4 failed

            Reports      the latest; mta-sts-operator reports show ID prints one
                     1: 2026-11-29 00:00 to 2026-11-29 23:59, Ferry Post, not verified, 1
            """);
        assertThat(shell.run("reports", "list", "harbour.example", "--output", "json")
                        .out())
                .startsWith("{\"seen\":{\"domain\":\"harbour.example\",\"submitters\":[{\"name\":\"Ferry"
                        + " Post\",\"verified\":false");
        assertThat(shell.run("reports", "show", "1", "--output", "raw").out()).isEqualTo(REPORT);
        assertThat(shell.run("reports", "show", "1").out()).startsWith("report 1: valid\n");
        assertThat(shell.run("reports", "show", "2"))
                .isEqualTo(new Shell.Ended(
                        1,
                        "",
                        "There is no report 2 in the store: reports are kept for 30 days, unless set otherwise.\n"));

        assertThat(shell.run("reports", "forget", "harbour.example"))
                .isEqualTo(new Shell.Ended(0, "Forgot harbour.example: 1 report.\n", ""));
        assertThat(shell.run("reports", "list", "harbour.example"))
                .isEqualTo(new Shell.Ended(1, "", "There are no reports of harbour.example in the store.\n"));
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsStored() throws IOException {
        var broken = Files.writeString(directory.resolve("broken.json"), "{");
        var ended = shell.run("reports", "import", broken.toString(), report.toString());

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out())
                .startsWith("1 report stored, 0 known already.\n1 thing could not be read:\n  " + broken + ": ");
    }

    @Test
    void aStoreThatCannotBeMadeIsSaidSo() {
        var ended = shell.run(
                "reports", "import", "--store", directory.resolve("none/r.db").toString(), report.toString());

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("The store ")
                .endsWith("cannot be made: there is no folder " + directory.resolve("none") + ".\n");
    }
}
