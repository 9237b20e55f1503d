package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody changes of the children by hand is put right; what he adds of his own is left to him. */
class DriftTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager().startOperator();
        lab.readyDomain("mail", "example.com");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void anIngressThatLeadsElsewhere() {
        patch("ingress", "mta-sts-policy", """
            {"spec":{"tls":[{"hosts":["mta-sts.example.com"],"secretName":"mine"}],"rules":[{"host":"mta-sts.example.com",
             "http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"mine","port":{"number":80}}}}]}}]}}
            """);

        Awaitility.await("the Ingress is put right")
                .untilAsserted(() -> assertThat(get("ingress", "mta-sts-policy"))
                        .contains("mta-sts-default", "mta-sts-policy-tls")
                        .doesNotContain("mine"));
    }

    @Test
    void anIngressThatLeadsNowhere() {
        patch("ingress", "mta-sts-policy", """
            {"spec": {"rules": [{"host": "mta-sts.example.com"}]}}
            """);

        Awaitility.await("the Ingress is put right")
                .untilAsserted(
                        () -> assertThat(get("ingress", "mta-sts-policy")).contains("mta-sts-default"));
    }

    @Test
    void aDeploymentThatIsScaled() {
        patch("deployment", "mta-sts-default", "{\"spec\":{\"replicas\":0}}");

        Awaitility.await("the Deployment is put right")
                .untilAsserted(() -> assertThat(lab.kubectl(
                                "get",
                                "deployment",
                                "mta-sts-default",
                                "-n",
                                "mail",
                                "-o",
                                "jsonpath={.spec.replicas}"))
                        .isEqualTo("2"));
    }

    @Test
    void aServiceThatIsDeleted() {
        lab.kubectl("delete", "service", "mta-sts-default", "-n", "mail");

        Awaitility.await("the Service is back")
                .until(() -> lab.kubectl("get", "services", "-n", "mail", "-o", "name")
                        .contains("service/mta-sts-default"));
    }

    @Test
    void theUsersOwnLabelStays() {
        patch("service", "mta-sts-default", "{\"metadata\":{\"labels\":{\"team\":\"post\"}}}");
        patch("ingress", "mta-sts-policy", "{\"metadata\":{\"annotations\":{\"note\":\"ours\"}}}");
        lab.patch("mail", "policy", "{\"spec\":{\"maxAgeSeconds\":86400}}");
        lab.kubectl("patch", "pserver", "default", "-n", "mail", "--type=merge", "-p", "{\"spec\":{\"replicas\":2}}");

        Awaitility.await("the change is served")
                .until(() -> lab.policy("mail", "policy").getStatus().observedGeneration() == 2);
        assertThat(get("service", "mta-sts-default")).contains("\"team\":\"post\"");
        assertThat(get("ingress", "mta-sts-policy")).contains("\"note\":\"ours\"");
    }

    private static void patch(String kind, String name, String mergePatch) {
        lab.kubectl("patch", kind, name, "-n", "mail", "--type=merge", "-p", mergePatch);
    }

    private static String get(String kind, String name) {
        return lab.kubectl(
                "get", kind, name, "-n", "mail", "-o", "jsonpath={.metadata.labels}{.metadata.annotations}{.spec}");
    }
}
