package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.ObservedReason;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    @ParameterizedTest
    @CsvSource({"MXNotCovered", "mxnotcovered"})
    void saysWhatItMeansByWhichRuleAndWhatToDo(String word) {
        var ended = new Shell().run("explain", word);

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo("""
            MXNotCovered (error, RFC 8461 4.1)

              No pattern of the policy covers an MX that is in DNS: senders that have cached the policy will not
              deliver to it.
              Add the host to spec.mx, or remove the MX record. While MAIL is refused:
              kubectl annotate mdp/NAME -n NAMESPACE mtasts.io/hold=testing; when REASON is RecordStale, publish
              the _mta-sts record that status.records shows, unless the operator does so. You are done when MAIL
              is recovering. Do not delete the resource or the record: senders keep the policy that they have
              cached.

              It makes the condition False, and check exits with 1.
            """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Disabled              | Unknown. It does not affect the exit code of check, since you asked for it.
        TooManyMX             | Unknown, and check exits with 3 unless there is an error.
        MXIsAlias             | It leaves the condition True.
        ModeNone              | Nothing is wrong.
        ReportMalformed       | It belongs to no condition. It makes lint report exit with 1.
        ReportTolerated       | It belongs to no condition. It does not affect the exit code of lint report.
        TLSReportingMissing   | It makes the condition False if the MailDomainPolicy asks for reports.
        TLSReportingMultiple  | It makes the condition False, and check exits with 1.
        TLSReportingElsewhere | It makes the condition False. check on its own cannot find it.
        CAAForbids            | It makes the condition False while there is no certificate. check knows no issuer
        RecordStale           | It makes the condition False. check on its own cannot find it.
        NameTaken             | It makes the condition False.
        Pending               | Nothing is wrong: it is progress, and the condition is not True until it is done.
        Issuing               | Nothing is wrong: it is progress
        NullMX                | Remove the policy, or publish the mail servers.
        """)
    void saysWhatFollowsFromAReasonOfItsKind(String word, String consequence) {
        var lines = new Shell().run("explain", word).out();

        assertThat(lines.replaceAll("\\s+", " ")).contains(consequence);
        if (!consequence.contains("check exits")) {
            assertThat(lines.replaceAll("\\s+", " ")).doesNotContain("check exits with");
        }
    }

    @Test
    void listsAllOfThem() {
        var ended = new Shell().run("explain");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
                .contains("RecordMalformed         error    The record does not follow the grammar, so senders treat it"
                        + " as")
                .contains("Issuing                 progress cert-manager is issuing the certificate.");
        assertThat(ended.out().lines().filter(line -> !line.startsWith(" ")).map(line -> line.split(" ")[0]))
                .hasSize(ObservedReason.values().length + OperatorReason.values().length)
                .containsAll(
                        Arrays.stream(ObservedReason.values()).map(Enum::name).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        MXNotCoverd  | Did you mean MXNotCovered?
        starttls     | Did you mean STARTTLSFailed or STARTTLSMissing?
        Redirect     | Did you mean PolicyRedirected?
        zzz          | Without a reason, explain lists all of them.
        """)
    void ofAWordThatIsNoneItNamesTheNearest(String word, String message) {
        var ended = new Shell().run("explain", word);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("\"%s\" is not a reason. %s\n".formatted(word, message));
    }

    @Test
    void whichSendersRefuseAMailServer() {
        var lines =
                new Shell().run("explain", "SomeSendersRefuse").out().lines().toList();

        assertThat(lines)
                .contains(
                        "  Refused by                              a mail server that",
                        "  Go, rustls                              allows only static RSA key exchange, without"
                                + " forward",
                        "  (the server is asked)                   accepts only cipher suites or groups that not every"
                                + " sender",
                        "  OpenSSL                                 supports TLS 1.2 without secure renegotiation (RFC"
                                + " 5746)")
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join(" ", lines)).contains("Tried as clients: OpenSSL 3.0.19 and 3.5.9, by Postfix");
    }
}
