package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.lab.cluster.Crds;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kinds of other projects that are installed while the operator runs, and taken away. */
class LateKindsTest {
    private final OperatorLab lab = OperatorLab.bare().startOperator();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void comeAndGo() {
        lab.namespace("mail");
        var domain = lab.domain("late.example");
        lab.apply(OperatorLab.manifest("mail", "late", "late.example"));
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: behind-gateway, namespace: mail}
            spec: {exposure: {gateway: {parentRefs: [{name: public}]}}}
            """);
        lab.apply(OperatorLab.manifest("mail", "routed", "routed.example") + "  server: behind-gateway\n");
        lab.await("mail", "late", Accepted, FALSE, "CertManagerMissing");
        lab.await("mail", "routed", Accepted, FALSE, "GatewayAPIMissing");
        serverSays("GatewayAPIMissing");

        Crds.CERT_MANAGER.install(lab.client());
        lab.cluster().certManager().createClusterIssuer("letsencrypt");
        lab.await("mail", "late", CertificateReady, TRUE, "AllGood");
        lab.publish("mail", "late", domain);
        lab.await("mail", "late", Ready, TRUE, "AllGood");

        Crds.GATEWAY_API.install(lab.client());
        lab.await("mail", "routed", Accepted, TRUE, "AllGood");
        serverSays("AllGood");
        Awaitility.await("the route is made")
                .until(() -> lab.client()
                                .resources(HTTPRoute.class)
                                .inNamespace("mail")
                                .withName("mta-sts-routed")
                                .get()
                        != null);

        Crds.GATEWAY_API.remove(lab.client());
        lab.await("mail", "routed", Accepted, FALSE, "GatewayAPIMissing");
        serverSays("GatewayAPIMissing");
        assertThat(lab.condition("mail", "late", Ready))
                .hasValueSatisfying(ready -> assertThat(ready.holds()).isTrue());
    }

    private void serverSays(String reason) {
        Awaitility.await("the server says " + reason)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(lab.client()
                                .resources(PolicyServer.class)
                                .inNamespace("mail")
                                .withName("behind-gateway")
                                .get()
                                .getStatus()
                                .conditions())
                        .anySatisfy(condition -> {
                            assertThat(condition.is(Accepted)).isTrue();
                            assertThat(condition.reason()).isEqualTo(reason);
                        }));
    }
}
