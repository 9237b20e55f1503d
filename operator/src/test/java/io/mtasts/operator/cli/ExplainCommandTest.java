package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.ObservedReason;
import io.mtasts.operator.status.OperatorReason;
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
              Add the host to spec.mx, or remove the MX record. While mail is refused:
              kubectl annotate mdp/NAME -n NAMESPACE mtasts.io/hold=testing.

              Where it is found the condition is False, and check exits with 1.
            """);
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
