package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.lab.Domain;
import io.mtasts.observe.net.HostPort;
import io.mtasts.operator.publish.UpdateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else may come of a record that an update server took: another publisher, and servers that do not follow. */
class UpdateTroubleTest {
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBsYWIgZm9yIHVwZGF0ZXMuLi4=";
    private static final String THEIRS = "v=STSv1; id=20240101000000Z;";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HandClock clock = new HandClock();
    private final OperatorLab lab = OperatorLab.withCertManager();

    @BeforeEach
    void start(@TempDir Path keys) throws IOException {
        var server = lab.world().dns().nameServer("ns1.lab.test");
        server.takeUpdates("mta-sts", "hmac-sha256", SECRET);
        var at = new HostPort(
                server.address().getAddress().getHostAddress(), server.address().getPort());
        Files.writeString(keys.resolve("corp"), SECRET);
        lab.startOperator(
                SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                        .updateServers(UpdateServer.parse("corp=mta-sts@" + at, keys))
                        .build(),
                clock);
        lab.namespace("mail");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Domain apply(String domain, String more) {
        var made = lab.domain(domain);
        lab.apply(OperatorLab.manifest("mail", "policy", domain) + "  dns: {publish: Update, updateServer: corp" + more
                + "}\n");
        return made;
    }

    private boolean published(String reason) {
        return lab.policy("mail", "policy")
                .getStatus()
                .condition(RecordPublished)
                .filter(condition -> condition.reason().equals(reason))
                .isPresent();
    }

    @Test
    void anotherPublisherThatDoesNotGiveUpIsNamed() {
        var domain = apply("contested.example", ", adopt: true");
        lab.await("mail", "policy", Ready, TRUE, "AllGood");

        await().atMost(PATIENCE).until(() -> {
            if (!domain.zone().text().contains(THEIRS)) {
                domain.record(THEIRS);
            }
            return published("RecordContested");
        });

        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordContested")
                        .message())
                .startsWith(
                        "Somebody else keeps overwriting the record _mta-sts.contested.example with \"%s\", so it is"
                                .formatted(THEIRS))
                .contains("kubectl annotate mdp/policy -n mail --overwrite mtasts.io/check=");
        assertThat(domain.zone().text()).contains(THEIRS);

        lab.kubectl("annotate", "mdp/policy", "-n", "mail", "--overwrite", "mtasts.io/check=now");
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
        assertThat(domain.zone().text()).doesNotContain(THEIRS);
    }

    @Test
    void nameServersThatDoNotFollowAreNamedAfterFiveMinutes() {
        var domain = lab.domain("split.example");
        var secondary = lab.world().dns().diverge("split.example", "ns2.lab.test");
        apply("split.example", "");
        await().atMost(PATIENCE).until(() -> domain.zone().has("_mta-sts.split.example", "TXT"));
        lab.await("mail", "policy", RecordPublished, FALSE, "Publishing");

        clock.forward(Duration.ofMinutes(6));
        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordNotApplied")
                        .message())
                .startsWith(
                        "Update server corp has had the record _mta-sts.split.example for more than five minutes, but"
                                + " the public name servers do not have it.")
                .contains("ns2.lab.test");

        secondary.txt(
                "_mta-sts.split.example", lab.shownRecord("mail", "policy").orElseThrow());
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }
}
