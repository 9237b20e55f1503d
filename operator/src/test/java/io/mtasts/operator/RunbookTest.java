package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.lab.Domain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/operate.md says to do while mail is refused, done to the letter. */
class RunbookTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^ +(?<command>kubectl .*)$");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s']|'[^']*')+");

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        lab.startOperator(lab.settings(0, true));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void stopsRefusals() {
        var domain = lab.readyDomain("night", "night.test");
        domain.mx(30, "mx3.night.test");
        lab.await("night", "policy", Ready, FALSE, "MXNotCovered");
        assertThat(mail()).isEqualTo(MailState.REFUSED);
        var steps = commands();
        assertThat(steps).hasSize(4);

        run(steps.getFirst());
        run(steps.get(1));
        publish(run(steps.get(2)), domain);

        lab.await("night", "policy", Ready, FALSE, "SendersHoldEarlierPolicy");
        assertThat(mail())
                .as("while senders may not have looked at the record yet")
                .isEqualTo(MailState.REFUSED);
        assertThat(metric("refused")).isEqualTo(1.0);
        tenMinutesPass();
        run(steps.get(3));

        assertThat(mail()).isEqualTo(MailState.RECOVERING);
        assertThat(lab.condition("night", "policy", MXMatchesPolicy)
                        .orElseThrow()
                        .message())
                .startsWith("mx3.night.test: every sender delivers there from ")
                .contains("Senders that check the id in the record of night.test already deliver again");
        Awaitility.await("Prometheus reads it")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Double.valueOf(1.0).equals(metric("recovering")) && metric("refused") == null);
    }

    /** As the page has them, in order. */
    private static List<String> commands() {
        var page = new GeneratedFile("docs/operate.md").text();
        var runbook = page.substring(page.indexOf("<!-- stop-refusals -->"), page.indexOf("<!-- /stop-refusals -->"));
        return COMMAND.matcher(runbook)
                .results()
                .map(match ->
                        match.group("command").replace("NAMESPACE", "night").replace("NAME", "policy"))
                .toList();
    }

    private static String run(String command) {
        var words = WORD.matcher(command)
                .results()
                .map(match -> match.group().replace("'", ""))
                .skip(1)
                .toArray(String[]::new);
        return lab.kubectl(words);
    }

    private static void publish(String shown, Domain domain) {
        domain.record(shown.lines()
                .filter(line -> line.startsWith("_mta-sts.night.test TXT "))
                .map(line -> line.replaceFirst("\\S+ TXT ", ""))
                .findFirst()
                .orElseThrow());
    }

    /** In the ledger; the clocks of the operator and of the API server go on together. */
    private static void tenMinutesPass() {
        Awaitility.await("the earlier policy is seen to be replaced")
                .atMost(Duration.ofSeconds(30))
                .until(() -> replaced() >= 0);
        lab.stopOperator();
        lab.kubectl(
                "patch",
                "mdp",
                "policy",
                "-n",
                "night",
                "--subresource=status",
                "--type=json",
                "-p",
                "[{\"op\": \"replace\", \"path\": \"/status/ledger/%d/replacedFrom\", \"value\": \"%s\"}]"
                        .formatted(replaced(), Instant.now().minusSeconds(1)));
        lab.startOperator(lab.settings(0, true));
    }

    private static int replaced() {
        var ledger = lab.policy("night", "policy").getStatus().ledger();
        for (int at = 0; at < ledger.size(); at++) {
            if (ledger.get(at).mode() == PolicyMode.ENFORCE && ledger.get(at).replacedFrom() != null) {
                return at;
            }
        }
        return -1;
    }

    private static MailState mail() {
        return lab.policy("night", "policy").getStatus().mail();
    }

    @org.jspecify.annotations.Nullable
    private static Double metric(String state) {
        try (var asked = AtHealthPort.of(lab.operator())) {
            return asked.metrics()
                    .get("mtasts_domain_mail{domain=\"night.test\",mail=\"%s\",name=\"policy\",namespace=\"night\"}"
                            .formatted(state));
        }
    }
}
