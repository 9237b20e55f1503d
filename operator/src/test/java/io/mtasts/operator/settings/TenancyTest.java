package io.mtasts.operator.settings;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.Domain;
import io.mtasts.operator.OperatorLab;
import io.mtasts.operator.SettingsOf;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where domains are granted, a namespace has those of its annotation and no others, and keeps what it serves. */
class TenancyTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        var settings = SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                .tenancy(Tenancy.GRANTED)
                .build();
        lab.startOperator(settings, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void theMessageHasTheCommandThatGrants() {
        lab.namespace("shop");
        grant("shop", "*.customers.example,other.example");
        var domain = lab.domain("shop.example");
        lab.apply(OperatorLab.manifest("shop", "policy", "shop.example"));

        var refused = lab.await("shop", "policy", Accepted, FALSE, "DomainNotGranted");
        assertThat(refused.message())
                .isEqualTo("The annotation mtasts.io/domains of Namespace shop does not grant shop.example. Anyone who"
                        + " may edit the Namespace can grant it: kubectl annotate namespace shop --overwrite"
                        + " 'mtasts.io/domains=*.customers.example,other.example,shop.example'.");
        lab.await("shop", "policy", Ready, FALSE, "DomainNotGranted");
        assertThat(children("shop")).isEmpty();

        var command = refused.message().replaceFirst("(?s).*: kubectl (.*)\\.$", "$1");
        lab.kubectl(Arrays.stream(command.split(" "))
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new));
        lab.publish("shop", "policy", domain);
        lab.await("shop", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void aGrantThatIsWithdrawnAltersNothingThatIsServed() {
        var domain = served("left", "left.example");
        var before = lab.policy("left", "policy").getStatus();
        var children = versions("left");

        lab.kubectl("annotate", "namespace", "left", "mtasts.io/domains-");
        lab.await("left", "policy", Accepted, FALSE, "DomainNotGranted");
        lab.patch("left", "policy", "{\"spec\":{\"mx\":[\"mx1.left.example\",\"mx2.left.example\"]}}");
        Awaitility.await("the change has been looked at")
                .until(() -> lab.policy("left", "policy").getStatus().observedGeneration() == 2);

        var after = lab.policy("left", "policy").getStatus();
        assertThat(after.policy()).isEqualTo(before.policy());
        assertThat(after.records()).isEqualTo(before.records());
        assertThat(versions("left")).isEqualTo(children);
        assertThat(lab.kubectl("get", "configMaps", "-n", "left", "-o", "yaml"))
                .contains("mx: mx1.left.example")
                .doesNotContain("mx2.left.example");
        lab.await("left", "policy", Ready, FALSE, "DomainNotGranted");
        domain.zone().remove("_mta-sts.left.example", "TXT");
        lab.await("left", "policy", Ready, FALSE, "RecordMissing");

        grant("left", "left.example");
        lab.await("left", "policy", Accepted, TRUE, "AllGood");
        Awaitility.await("the change is served")
                .atMost(Duration.ofSeconds(20))
                .until(() -> lab.kubectl("get", "configMaps", "-n", "left", "-o", "yaml")
                        .contains("mx2.left.example"));
    }

    /** The namespace that serves it keeps a domain; one that only came first does not. */
    @Test
    void whoIsNotGrantedADomainDoesNotHoldItUp() {
        lab.namespace("a-squatter");
        lab.apply(OperatorLab.manifest("a-squatter", "policy", "squatted.example"));
        lab.await("a-squatter", "policy", Accepted, FALSE, "DomainNotGranted");

        served("holder", "squatted.example");

        lab.kubectl("annotate", "namespace", "holder", "mtasts.io/domains-");
        lab.await("holder", "policy", Accepted, FALSE, "DomainNotGranted");
        grant("a-squatter", "squatted.example");
        lab.await("a-squatter", "policy", Accepted, FALSE, "DomainConflict");
        lab.kubectl("delete", "mdp", "policy", "-n", "holder", "--wait=false");
        lab.await("a-squatter", "policy", Accepted, TRUE, "AllGood");
    }

    @Test
    void whatIsNotGrantedIsNotEvenLookedAt() {
        lab.namespace("watcher");
        var domain = lab.world().domain("watched.example").complete();
        lab.apply(OperatorLab.manifest("watcher", "policy", "watched.example")
                .replace("mode: enforce", "mode: enforce\n  management: Observe"));

        lab.await("watcher", "policy", Ready, FALSE, "DomainNotGranted");
        Awaitility.await("nobody asks its mail server")
                .during(Duration.ofSeconds(3))
                .until(() -> domain.mail().connections() == 0);

        grant("watcher", "watched.example");
        lab.await("watcher", "policy", Ready, TRUE, "AllGood");
        assertThat(domain.mail().connections()).isPositive();
    }

    private static Domain served(String namespace, String name) {
        lab.namespace(namespace);
        grant(namespace, name);
        var domain = lab.domain(name);
        lab.apply(OperatorLab.manifest(namespace, "policy", name));
        lab.publish(namespace, "policy", domain);
        lab.await(namespace, "policy", Ready, TRUE, "AllGood");
        return domain;
    }

    private static void grant(String namespace, String domains) {
        lab.kubectl("annotate", "namespace", namespace, "--overwrite", "mtasts.io/domains=" + domains);
    }

    private static String versions(String namespace) {
        return lab.kubectl(
                "get",
                "ingresses,certificates,configMaps,services",
                "-n",
                namespace,
                "-o",
                "jsonpath={range .items[*]}{.kind}{.metadata.name}{.metadata.resourceVersion}{'\\n'}{end}");
    }

    private static String children(String namespace) {
        return lab.kubectl("get", "ingresses,certificates,configMaps,deployments", "-n", namespace, "-o", "name");
    }
}
