package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.Resources;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The pods of a policy server: nginx without any privilege, as the pod security standard {@code restricted} wants it.
 * The template names no domain, so that pods restart only for a new image, configuration or spec.
 */
public final class DeploymentOf {
    /** On the pod template: changes with the configuration, so that the pods are replaced then. */
    public static final String CONFIGURATION_ANNOTATION = "mtasts.io/configuration";

    static final int PORT = 8080;
    static final String PORT_NAME = "http";

    /** The user nginx of the image. */
    private static final long USER = 101;

    private static final Resources SMALL = new Resources(
            Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")),
            Map.of("cpu", new Quantity("500m"), "memory", new Quantity("64Mi")));

    private static final String CONFIGURATION = "configuration";
    private static final String POLICIES = "policies";
    private static final String SCRATCH = "scratch";

    private DeploymentOf() {}

    /** The Deployment of that server, running that image. */
    public static Deployment deployment(PolicyServer server, String image) {
        return new DeploymentBuilder()
                .withMetadata(Ownership.metadata(server, ChildName.of(server)))
                .withNewSpec()
                .withReplicas(server.getSpec().replicas())
                .withRevisionHistoryLimit(3)
                .withNewSelector()
                .withMatchLabels(Labels.selector(server))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxUnavailable(0)
                .withNewMaxSurge(1)
                .endRollingUpdate()
                .endStrategy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Labels.of(server, Labels.Component.POLICY_SERVER))
                .withAnnotations(Map.of(CONFIGURATION_ANNOTATION, NginxConfiguration.IN_POD.digest()))
                .endMetadata()
                .withSpec(pod(server, image))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(PolicyServer server, String image) {
        return new PodSpecBuilder()
                .withServiceAccountName(ChildName.of(server))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withTopologySpreadConstraints(
                        spread(server, "kubernetes.io/hostname"), spread(server, "topology.kubernetes.io/zone"))
                .withContainers(nginx(server, image))
                .withVolumes(configuration(server), policies(server), scratch())
                .build();
    }

    private static Container nginx(PolicyServer server, String image) {
        var paths = NginxConfiguration.IN_POD;
        return new ContainerBuilder()
                .withName("nginx")
                .withImage(image)
                .withCommand("/bin/sh", paths.directory() + "/" + NginxConfiguration.START_FILE)
                .addNewPort()
                .withName(PORT_NAME)
                .withContainerPort(PORT)
                .withProtocol("TCP")
                .endPort()
                .withResources(resources(server))
                .withLivenessProbe(probe(10))
                .withReadinessProbe(probe(5))
                // Serve on until proxies have heard that the pod goes; then SIGQUIT, the image's stop signal, lets it
                // finish.
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(10L)
                .endPreStop()
                .endLifecycle()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(CONFIGURATION)
                .withMountPath(paths.directory())
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(POLICIES)
                .withMountPath(paths.policies())
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(SCRATCH)
                .withMountPath(paths.scratch())
                .endVolumeMount()
                .build();
    }

    private static ResourceRequirements resources(PolicyServer server) {
        var wanted = server.getSpec().resources();
        var resources = wanted == null ? SMALL : wanted;
        return new ResourceRequirementsBuilder()
                .withRequests(resources.requests())
                .withLimits(resources.limits())
                .build();
    }

    private static Probe probe(int periodSeconds) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/healthz")
                .withNewPort(PORT_NAME)
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(5)
                .withFailureThreshold(3)
                .build();
    }

    private static TopologySpreadConstraint spread(PolicyServer server, String topologyKey) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Labels.selector(server))
                .endLabelSelector()
                .build();
    }

    private static Volume configuration(PolicyServer server) {
        return new VolumeBuilder()
                .withName(CONFIGURATION)
                .withNewConfigMap()
                .withName(ChildName.configuration(server))
                .endConfigMap()
                .build();
    }

    /** All shards as one directory. They are optional: one that holds no policy yet need not exist. */
    private static Volume policies(PolicyServer server) {
        return new VolumeBuilder()
                .withName(POLICIES)
                .withNewProjected()
                .withSources(IntStream.range(0, PolicyShards.COUNT)
                        .mapToObj(number -> shard(server, number))
                        .toList())
                .endProjected()
                .build();
    }

    private static VolumeProjection shard(PolicyServer server, int number) {
        return new VolumeProjectionBuilder()
                .withNewConfigMap()
                .withName(ChildName.shard(server, number))
                .withOptional(true)
                .endConfigMap()
                .build();
    }

    private static Volume scratch() {
        return new VolumeBuilder()
                .withName(SCRATCH)
                .withNewEmptyDir()
                .withNewSizeLimit("16Mi")
                .endEmptyDir()
                .build();
    }
}
