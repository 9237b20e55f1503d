package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Certificate;
import io.mtasts.api.v1alpha1.GatewayExposure;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.ParentRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailDomainPolicyChildrenTest {
    @Test
    void certificate() {
        var issuer = new IssuerRef("letsencrypt", "ClusterIssuer", null);
        new YamlFile("certificate.yaml").shows(CertificateOf.certificate(Examples.policy(), issuer));
    }

    @Test
    void ingress() {
        new YamlFile("ingress.yaml").shows(IngressOf.ingress(Examples.policy(), Examples.server()));
    }

    @Test
    void ingressWithTheUsersOwnSecretAndTheClustersDefaultClass() {
        var policy = Examples.policy("example-com", new Certificate(null, null, "my-own-tls"));
        var ingress = IngressOf.ingress(policy, Examples.server(2, null));
        assertThat(ingress.getSpec().getTls())
                .singleElement()
                .satisfies(tls -> assertThat(tls.getSecretName()).isEqualTo("my-own-tls"));
        assertThat(ingress.getSpec().getIngressClassName()).isNull();
        assertThat(ingress.getMetadata().getAnnotations()).isEmpty();
    }

    @Test
    void httpRoute() {
        var gateway =
                new GatewayExposure(List.of(new ParentRef("public", "gateways"), new ParentRef("internal", null)));
        new YamlFile("http-route.yaml").shows(HttpRouteOf.httpRoute(Examples.policy(), Examples.server(), gateway));
    }
}
