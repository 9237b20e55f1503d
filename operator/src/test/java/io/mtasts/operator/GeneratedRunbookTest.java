package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.StopRefusals;
import io.mtasts.operator.cli.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, alert and {@code explain} give the same steps when mail is refused, from one place. */
class GeneratedRunbookTest {
    private static final String BEGIN = "<!-- stop-refusals -->\n";
    private static final String END = "<!-- /stop-refusals -->\n";

    @ParameterizedTest
    @ValueSource(strings = {"docs/operate.md", "docs/alerts.md"})
    void pages(String name) {
        var page = new GeneratedFile(name);
        var text = page.text();
        int from = text.indexOf(BEGIN) + BEGIN.length();
        page.holds(text.substring(0, from) + StopRefusals.markdown() + text.substring(text.indexOf(END)));
    }

    @Test
    void alert() {
        var alerts = new GeneratedFile("helm/mta-sts-operator/files/alerts/domains.yaml").text();

        assertThat(alerts.replaceAll("\\s+", " "))
                .contains(StopRefusals.sentences("{{ $labels.name }}", "{{ $labels.namespace }}"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MXNotCovered",
                "STARTTLSMissing",
                "STARTTLSFailed",
                "MXTLSTooOld",
                "MXUntrusted",
                "MXNameMismatch",
                "MXExpired"
            })
    void explanation(ObservedReason reason) {
        var steps = StopRefusals.sentences("NAME", "NAMESPACE").replace("To stop refusals now: ", "");

        assertThat(new Shell().run("explain", reason.name()).out().replaceAll("\\s+", " "))
                .contains("While MAIL is refused: " + steps);
    }

    @Test
    void whatIsWaitedForIsAReason() {
        assertThat(ObservedReason.valueOf(StopRefusals.WAITED_FOR)).isEqualTo(ObservedReason.RecordStale);
    }
}
