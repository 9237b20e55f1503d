package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where nothing changes nothing is written, however often the domain is looked at. */
class SteadyStateTest {
    private static final Duration MANY_LOOKS = Duration.ofSeconds(10);

    private static final String KINDS =
            "mailDomainPolicies,policyServers,ingresses,certificates,configMaps,deployments,"
                    + "services,serviceAccounts,networkPolicies,podDisruptionBudgets,events";

    private static final Pattern WRITES = Pattern.compile(
            "^apiserver_request_total\\{.*resource=\"(\\w+)\".*verb=\"(APPLY|POST|PUT|PATCH|DELETE)\".*} (\\S+)$",
            Pattern.MULTILINE);

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager().startOperator();
        lab.readyDomain("steady", "steady.example");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void nothingIsWrittenBetweenLooksNorAfterARestart() {
        var versions = settled();
        assertThat(versions.keySet())
                .contains("MailDomainPolicy/policy", "PolicyServer/default", "Deployment/mta-sts-default")
                .contains("Ingress/mta-sts-policy", "Certificate/mta-sts-policy", "ConfigMap/mta-sts-default-nginx");
        var writes = writes();
        assertThat(writes).containsKey("APPLY configmaps");
        long looks = lab.world().mail("mx1.steady.example").connections();

        unchanged(versions, writes);
        assertThat(lab.world().mail("mx1.steady.example").connections()).isGreaterThan(looks + 3);

        lab.stopOperator();
        lab.startOperator();
        unchanged(versions, writes);
    }

    private static void unchanged(Map<String, String> versions, Map<String, Double> writes) {
        Awaitility.await("nothing is written")
                .during(MANY_LOOKS)
                .atMost(MANY_LOOKS.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(versions()).isEqualTo(versions));
        assertThat(writes()).isEqualTo(writes);
    }

    /** Deployment and Events follow Ready by a moment. */
    private static Map<String, String> settled() {
        var held = new TreeMap<String, String>();
        Awaitility.await("everything has settled")
                .pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    var now = versions();
                    boolean same = held.equals(now);
                    held.clear();
                    held.putAll(now);
                    return same;
                });
        return held;
    }

    private static Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        var all = lab.client().load(stream(lab.kubectl("get", KINDS, "-n", "steady", "-o", "yaml")));
        for (HasMetadata object : all.items()) {
            versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion());
        }
        return versions;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Requests that write, refused and fruitless ones included, as the API server counts them; its own Leases left out. */
    private static Map<String, Double> writes() {
        var counted = new TreeMap<String, Double>();
        WRITES.matcher(lab.kubectl("get", "--raw", "/metrics")).results().forEach(line -> {
            if (!line.group(1).equals("leases")) {
                counted.merge(line.group(2) + " " + line.group(1), Double.valueOf(line.group(3)), Double::sum);
            }
        });
        return counted;
    }
}
