package io.mtasts.reports.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mtasts.reports.mail.NotAReport.Why;
import io.mtasts.reports.mail.ReportMail.AttachedReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as senders write them, as others might, and as nobody should. */
class ReportMailTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/mtasts/reports/mail/samples");
    private static final MailLimits FEW = new MailLimits(4_000, 20, 500, 3, 5, 2);
    private static final String JSON = """
        {"organization-name":"Ferry","date-range":{"start-datetime":"2026-11-29T00:00:00Z",\
        "end-datetime":"2026-11-29T23:59:59Z"},"contact-info":"a","report-id":"1","policies":[]}\
        """;

    @ParameterizedTest
    @CsvSource({
        "mox, harbour.example, mox.example, mox.example, mox.example!harbour.example!1795910400!1795996799.json.gz",
        "tlsrpt-reporter, harbour.example, ferry.example, ferry.example,"
                + " ferry.example!harbour.example!1795910400!1795996799!1.json.gz",
        "plain, example.com, sender.example, sender.example, a.json.gz",
    })
    void readsWhatSendersWrite(String sample, String policyDomain, String submitter, String from, String file)
            throws IOException, NotAReport {
        var mail = ReportMail.read(Files.newInputStream(SAMPLES.resolve(sample + ".eml")), MailLimits.USUAL);

        assertThat(mail.policyDomain()).contains(policyDomain);
        assertThat(mail.submitter()).contains(submitter);
        assertThat(mail.fromDomain()).contains(from);
        assertThat(mail.reports()).singleElement().satisfies(report -> {
            assertThat(report.name()).contains(file);
            assertThat(report.parse().valid()).isTrue();
        });
    }

    @Test
    void readsNamesOutsideOfAscii() throws IOException, NotAReport {
        var mail = read("""
            From: a@ferry.example
            TLS-Report-Domain: =?utf-8?q?b=C3=BCcher=2Eexample?=
            Content-Type: application/tlsrpt+json
            Content-Disposition: attachment; filename*0*=utf-8''ferry.example%21b%C3%BCcher.example;
             filename*1*=%211%212.json

            """ + JSON);

        assertThat(mail.policyDomain()).contains("b\u00fccher.example");
        assertThat(mail.reports())
                .extracting(AttachedReport::name)
                .containsExactly(Optional.of("ferry.example!b\u00fccher.example!1!2.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/tlsrpt+gzip |",
                "application/tlsrpt+json |",
                "Application/TLSRPT+JSON |",
                "application/octet-stream | a!b!1!2.json.gz",
                "application/gzip | a!b!1!2.json.gz",
                "application/x-gzip | A!B!1!2.JSON.GZ",
                "application/json | report.json",
                "text/plain | report.json",
            })
    void knowsAReportByItsType(String type, String file) throws IOException, NotAReport {
        var disposition = file == null ? "" : "Content-Disposition: attachment; filename=\"" + file + "\"\n";

        var mail = read("From: a@b.example\nContent-Type: " + type + "\n" + disposition + "\n" + JSON);

        assertThat(mail.reports())
                .singleElement()
                .satisfies(report -> assertThat(report.parse().valid()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/octet-stream; name=holiday.jpg",
                "application/json",
                "image/png; name=a.json",
                "text/xml; name=dmarc.xml"
            })
    void knowsWhatIsNone(String type) {
        assertThatExceptionOfType(NotAReport.class)
                .isThrownBy(() -> read("From: a@b.example\nContent-Type: " + type + "\n\n" + JSON))
                .satisfies(no -> assertThat(no.why()).isEqualTo(Why.NO_REPORT))
                .withMessage("the mail has no TLS report: it should have a part of type application/tlsrpt+gzip or"
                        + " application/tlsrpt+json, and has "
                        + type.replaceFirst(";.*", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a@ferry.example | ferry.example",
                "Ferry <a@Ferry.Example> | ferry.example",
                "\"no@other.example\" <a@ferry.example> | ferry.example",
                "\"a \\\" <no@other.example>\" <a@ferry.example> | ferry.example",
                "a@ferry.example (of (other) @other.example) | ferry.example",
                "a@ferry.example, b@other.example |",
                "no@other.example <a@ferry.example> |",
                "undisclosed |",
            })
    void takesTheDomainOfTheOneAddress(String from, String domain) throws IOException, NotAReport {
        var mail = read("From: " + from + "\nContent-Type: application/tlsrpt+json\n\n" + JSON);

        assertThat(mail.fromDomain()).isEqualTo(Optional.ofNullable(domain));
    }

    @Test
    void believesNoneOfTwoThatDiffer() throws IOException, NotAReport {
        var mail = read("""
            From: a@ferry.example
            From: a@other.example
            TLS-Report-Submitter: ferry.example
            TLS-Report-Submitter: FERRY.example
            TLS-Report-Domain: harbour.example
            TLS-Report-Domain: quay.example
            Content-Type: application/tlsrpt+json

            """ + JSON);

        assertThat(mail.fromDomain()).isEmpty();
        assertThat(mail.policyDomain()).isEmpty();
        assertThat(mail.submitter()).contains("ferry.example");
    }

    @Test
    void takesTheHeaderOfTheMailAndNotOfOneWithinIt() throws IOException, NotAReport {
        var mail = read("""
            From: postmaster@harbour.example
            Content-Type: message/rfc822

            From: a@ferry.example
            TLS-Report-Submitter: ferry.example
            Content-Type: application/tlsrpt+json

            """ + JSON);

        assertThat(mail.fromDomain()).contains("harbour.example");
        assertThat(mail.submitter()).isEmpty();
        assertThat(mail.reports()).hasSize(1);
    }

    @Test
    void givesEachOfSeveralReports() throws IOException, NotAReport {
        var mail = read(multipart("application/tlsrpt+json", "text/plain", "application/tlsrpt+json"));

        assertThat(mail.reports())
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.parse().valid()).isTrue());
    }

    @Test
    void stopsAtItsLimits() {
        refusedAs(
                multipart("a/b", "a/b", "a/b", "a/b", "a/b"),
                "the mail has more than 5 parts: it was not read further");
        refusedAs(
                multipart("application/tlsrpt+json", "application/tlsrpt+json", "application/tlsrpt+json"),
                "the mail has more than 2 reports: it was not read further");
        refusedAs(
                "Content-Type: message/rfc822\n\n".repeat(4),
                "the mail has parts within parts, more than 3 deep: it was not read further");
        var tooMuch =
                "a header of the mail has more than 20 fields, or one of more than 500 bytes: it was not read further";
        refusedAs("A: b\n".repeat(21) + "\n", tooMuch);
        refusedAs("A: " + "b".repeat(500) + "\n\n", tooMuch);
        refusedAs("A: b\n" + " b\n".repeat(400) + "\n", tooMuch);
    }

    @Test
    void readsNoMoreThanItsLimitOfAMailWithoutAnEnd() throws IOException {
        var head = new ByteArrayInputStream(
                "From: a@b.example\nContent-Type: application/tlsrpt+json\n\n".getBytes(ISO_8859_1));
        var read = new long[1];
        var endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'a';
            }
        };

        assertThatExceptionOfType(NotAReport.class)
                .isThrownBy(() -> ReportMail.read(new SequenceInputStream(head, endless), FEW))
                .withMessage("the mail has more than 4000 bytes: it was not read further");
        assertThat(read[0]).isLessThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "what is this\n", "{\"a\": 1}"})
    void saysThatItIsNoMail(String text) {
        assertThatExceptionOfType(NotAReport.class)
                .isThrownBy(() -> read(text))
                .satisfies(no -> assertThat(no.why()).isEqualTo(Why.MALFORMED))
                .withMessage("this is no e-mail: it does not begin with a header");
    }

    @Test
    void readsAMailWithoutCarriageReturnsTheSame() throws IOException, NotAReport {
        var text = Files.readString(SAMPLES.resolve("mox.eml"));

        assertThat(text).contains("\r\n");
        assertThat(read(text.replace("\r\n", "\n"))).isEqualTo(read(text));
    }

    private static void refusedAs(String mail, String message) {
        assertThatExceptionOfType(NotAReport.class)
                .isThrownBy(() -> ReportMail.read(new ByteArrayInputStream(mail.getBytes(ISO_8859_1)), FEW))
                .satisfies(no -> assertThat(no.why()).isEqualTo(Why.TOO_MUCH))
                .withMessage(message);
    }

    private static String multipart(String... types) {
        var mail = new StringBuilder("From: a@b.example\nContent-Type: multipart/mixed; boundary=B\n\n");
        for (var type : List.of(types)) {
            mail.append("--B\nContent-Type: ")
                    .append(type)
                    .append("\n\n")
                    .append(JSON)
                    .append('\n');
        }
        return mail.append("--B--\n").toString();
    }

    private static ReportMail read(String mail) throws IOException, NotAReport {
        return ReportMail.read(new ByteArrayInputStream(mail.getBytes(ISO_8859_1)), MailLimits.USUAL);
    }
}
