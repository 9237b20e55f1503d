package io.mtasts.api.v1alpha1;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.lab.cluster.ApiServer;
import io.mtasts.lab.cluster.Invocation;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real API server that serves both kinds, one for all tests of a run. */
record Cluster(ApiServer server) implements AutoCloseable {
    private static Cluster start() {
        var cluster = new Cluster(ApiServer.start());
        try {
            var kubectl = cluster.server.kubectl();
            succeed(kubectl.runWithInput(CustomResourceDefinitions.yaml(), "apply", "--server-side", "-f", "-"));
            succeed(kubectl.run("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all"));
        } catch (IllegalStateException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static void succeed(Invocation.Result run) {
        if (run.exitCode() != 0) {
            throw new IllegalStateException(run.stderr());
        }
    }

    KubernetesClient client() {
        return server.client();
    }

    Invocation.Result kubectl(String... arguments) {
        return server.kubectl().run(arguments);
    }

    /** Sends the spec as it is, with no class of ours between, and gives back what the API server made of it. */
    GenericKubernetesResource create(Class<? extends HasMetadata> kind, String name, String spec) {
        var manifest = """
            apiVersion: mtasts.io/v1alpha1
            kind: %s
            metadata: {name: %s, namespace: default}
            spec: %s
            """.formatted(kind.getSimpleName(), name, spec);
        return generic(kind)
                .resource(new KubernetesSerialization().unmarshal(manifest, GenericKubernetesResource.class))
                .create();
    }

    NonNamespaceOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            generic(Class<? extends HasMetadata> kind) {
        return client().genericKubernetesResources(ResourceDefinitionContext.fromResourceType(kind));
    }

    @Override
    public void close() {
        server.close();
    }

    /** Hands the cluster to test methods that ask for it. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Cluster.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Cluster.class))
                    .computeIfAbsent(Cluster.class, key -> start(), Cluster.class);
        }
    }
}
