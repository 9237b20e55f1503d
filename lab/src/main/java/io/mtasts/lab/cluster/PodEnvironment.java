package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * The environment of a program that finds the cluster as in a pod: by a ServiceAccount's token and without a kubeconfig. The client loads
 * other classes then. The account has every right.
 */
public final class PodEnvironment {
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "as-in-a-pod";

    private PodEnvironment() {}

    /** Makes the account, and its token and the authority's certificate as files in the directory. */
    public static Map<String, String> create(ApiServer server, Path directory) {
        var token = directory.resolve("token");
        var authority = directory.resolve("ca.crt");
        try {
            Files.writeString(token, token(server));
            Files.write(authority, authority(server.config()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var address = URI.create(server.config().getMasterUrl());
        return Map.of(
                "KUBERNETES_SERVICE_HOST", address.getHost(),
                "KUBERNETES_SERVICE_PORT", Integer.toString(address.getPort()),
                "KUBERNETES_NAMESPACE", NAMESPACE,
                "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN", token.toString(),
                "KUBERNETES_CERTS_CA_FILE", authority.toString());
    }

    private static String token(ApiServer server) {
        var client = server.client();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", NAME, NAMESPACE)
                        .build())
                .create();
        return client.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
    }

    private static byte[] authority(Config config) {
        return Base64.getDecoder().decode(config.getCaCertData());
    }
}
