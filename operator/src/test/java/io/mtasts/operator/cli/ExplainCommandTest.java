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

              An MX in DNS that no pattern of the policy covers: senders that hold the policy will not deliver
              to it.
              Add the host to spec.mx, or remove the MX record. While MAIL is refused:
              kubectl annotate mdp/NAME -n NAMESPACE mtasts.io/hold=testing; when REASON is RecordStale, publish
              the _mta-sts record that status.records shows, unless the operator does; it is done when MAIL is
              recovering. Do not delete the resource or the record: senders keep the policy that they hold.

              Where it is found the condition is False, and check exits with 1.
            """);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        Disabled              | Unknown, and check exits as if it had found nothing: you asked for it.
        TooManyMX             | Unknown, and check exits with 3 unless there is an error.
        MXIsAlias             | Where it is found the condition stays True.
        ModeNone              | Nothing is wrong.
        ReportMalformed       | No condition has it. Where it is found lint report exits with 1.
        ReportTolerated       | No condition has it. Where it is found lint report exits with 0 all the same.
        TLSReportingMissing   | Where a MailDomainPolicy asks for reports the condition is False.
        TLSReportingMultiple  | Where it is found the condition is False, and check exits with 1.
        TLSReportingElsewhere | Where it is found the condition is False. check alone cannot find it.
        RecordStale           | Where it is found the condition is False. check alone cannot find it.
        NameTaken             | Where it is found the condition is False.
        Pending               | Where it is found the condition is Unknown.
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
                .contains("RecordMalformed         error    The record does not follow the grammar: senders take that"
                        + " for none.");
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
        zzz          | Without a reason, explain lists those that there are.
        """)
    void ofAWordThatIsNoneItNamesTheNearest(String word, String message) {
        var ended = new Shell().run("explain", word);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("\"%s\" is not a reason. %s\n".formatted(word, message));
    }
}
