package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.mtasts.api.v1alpha1.Certificate;
import io.mtasts.api.v1alpha1.Exposure;
import io.mtasts.api.v1alpha1.IngressExposure;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PolicyServerSpec;
import io.mtasts.api.v1alpha1.Resources;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tests of this package render. */
final class Examples {
    static final String BODY = "version: STSv1\r\nmode: testing\r\nmx: mx1.example.com\r\nmax_age: 604800\r\n";

    private Examples() {}

    /** The server {@code public} with two pods, reached through Traefik. */
    static PolicyServer server() {
        var ingress =
                new IngressExposure("traefik", Map.of("traefik.ingress.kubernetes.io/router.entrypoints", "websecure"));
        return server("public", new PolicyServerSpec(2, null, null, new Exposure(ingress, null), null, null));
    }

    static PolicyServer server(String name, PolicyServerSpec spec) {
        var server = new PolicyServer();
        server.setMetadata(metadata(name, "6a1f0d52-7d0c-4c7e-9d0e-0f3c1f4f8a01"));
        server.setSpec(spec);
        return server;
    }

    static PolicyServer server(int replicas, @Nullable Resources resources) {
        return server("public", new PolicyServerSpec(replicas, resources, null, null, null, null));
    }

    /** The policy {@code example-com} of example.com. */
    static MailDomainPolicy policy() {
        return policy("example-com", null);
    }

    static MailDomainPolicy policy(String name, @Nullable Certificate certificate) {
        var policy = new MailDomainPolicy();
        policy.setMetadata(metadata(name, "c2b7e0f4-3a55-4c43-8f5b-5a1d2c9e7b02"));
        policy.setSpec(new MailDomainPolicySpec(
                "example.com",
                null,
                null,
                List.of("mx1.example.com"),
                null,
                null,
                "public",
                certificate,
                null,
                null,
                null,
                null));
        return policy;
    }

    private static ObjectMeta metadata(String name, String uid) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace("mail")
                .withUid(uid)
                .withResourceVersion("17")
                .withCreationTimestamp("2026-11-23T09:00:00Z")
                .build();
    }
}
