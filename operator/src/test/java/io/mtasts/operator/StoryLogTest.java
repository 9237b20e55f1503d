package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Event;
import io.mtasts.lab.dns.QueryLog;
import io.mtasts.operator.log.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whoever reads the operator's log knows what became of a domain, and is told nothing twice. */
class StoryLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OperatorLab lab = OperatorLab.withCertManager();
    private final Lines lines = new Lines();

    /** What the operator says, as a machine reads it. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<JsonNode> written = new CopyOnWriteArrayList<>();
        private final JsonLines encoder = new JsonLines();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                written.add(JSON.readTree(encoder.encode(event)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<JsonNode> ofDomains() {
            return written.stream().filter(line -> line.has("domain")).toList();
        }

        List<String> words() {
            return ofDomains().stream()
                    .map(line -> line.get("reason").asText() + ": "
                            + line.get("message").asText())
                    .toList();
        }
    }

    @BeforeEach
    void start() {
        lines.start();
        log().addAppender(lines);
        lab.startOperator();
    }

    @AfterEach
    void stop() {
        lab.close();
        log().detachAppender(lines);
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("io.mtasts");
    }

    @Test
    void theLogTellsTheStoryOfADomain() {
        lab.namespace("mail");
        var domain = lab.domain("told.test");
        lab.apply(OperatorLab.manifest("mail", "policy", "told.test").replace("{strategy: Immediate}", "{soak: 168h}"));
        lab.publish("mail", "policy", domain);
        lab.await("mail", "policy", Ready, TRUE, "Soaking");

        lab.kubectl(
                "annotate",
                "mdp",
                "policy",
                "-n",
                "mail",
                "mtasts.io/promote=" + servedId().substring(0, 8));
        var stale = lab.await("mail", "policy", RecordPublished, FALSE, "RecordStale");
        lab.publish("mail", "policy", domain);
        lab.await("mail", "policy", Ready, TRUE, "AllGood");

        domain.mx(30, "mx3.told.test");
        lab.await("mail", "policy", MXMatchesPolicy, FALSE, "MXNotCovered");

        await("mail is refused in the log too")
                .atMost(PATIENCE)
                .until(() -> lines.words().stream().anyMatch(line -> line.contains("Mail is refused, was ok")));
        assertThat(starts(lines.words()))
                .containsSubsequence(
                        "RecordWithheld: The record for the new policy is withheld",
                        "RecordShown: The record is to be published: _mta-sts.told.test.",
                        "Soaking: Ready is True",
                        "Promoted: Mode enforce is served from now on",
                        "RecordWithheld: The record for the new policy is withheld",
                        "RecordShown: The record is to be published: _mta-sts.told.test.",
                        "RecordStale: " + stale.message(),
                        "AllGood: Ready is True",
                        "MXNotCovered: Ready is False, was True (AllGood)");
        assertThat(lines.ofDomains()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.get("kind").asText()).isEqualTo("MailDomainPolicy");
            assertThat(line.get("namespace").asText()).isEqualTo("mail");
            assertThat(line.get("name").asText()).isEqualTo("policy");
            assertThat(line.get("domain").asText()).isEqualTo("told.test");
        });
        assertThat(events())
                .extracting(Event::getReason)
                .contains("Promoted", "RecordStale", "MXNotCovered", "AllGood");
        assertThat(events())
                .allSatisfy(event -> assertThat(lines.words())
                        .anyMatch(line ->
                                line.startsWith(event.getReason() + ": ") && line.contains(event.getMessage())));
        nothingIsRepeatedWithoutAChange();
    }

    private void nothingIsRepeatedWithoutAChange() {
        int before = lines.ofDomains().size();
        long looks = looks();
        await("three more looks").atMost(PATIENCE).until(() -> looks() >= looks + 3);
        assertThat(lines.words()).hasSize(before);

        lab.kubectl("annotate", "mdp", "policy", "-n", "mail", "mtasts.io/check=1");
        await("the status is another one")
                .atMost(PATIENCE)
                .until(() -> "1".equals(lab.policy("mail", "policy").getStatus().lastHandledCheck()));
        assertThat(lines.words()).as("and says the same of the domain").hasSize(before);
    }

    private long looks() {
        return lab.world().dns().log().count("resolver", "_mta-sts.told.test", "TXT", QueryLog.Transport.UDP);
    }

    private List<Event> events() {
        return lab.client().v1().events().inNamespace("mail").list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("MailDomainPolicy"))
                .toList();
    }

    /** Up to where an id or a time follows, so far as one of the expected begins so. */
    private static List<String> starts(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceFirst(
                        "^(RecordWithheld: .* is withheld|RecordShown: [^\"]*\\.test\\.|"
                                + "(?:Soaking|AllGood): Ready is True|Promoted: .* from now on|"
                                + "MXNotCovered: Ready is False, was True \\(AllGood\\)).*",
                        "$1"))
                .toList();
    }

    private String servedId() {
        return Objects.requireNonNull(
                Objects.requireNonNull(lab.policy("mail", "policy").getStatus().policy())
                        .id());
    }
}
