package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Does what the Deployment and EndpointSlice controllers and the kubelet do together: runs pods and says where they are. */
final class Workloads implements AutoCloseable {
    private final KubernetesClient client;
    private final ClusterView view;
    private final Pods pods;
    private final InstantSource clock;
    private final Map<String, EndpointSlice> written = new HashMap<>();
    private final WorkLoop<String> namespaces = new WorkLoop<>("lab-workloads", this::putRight);

    Workloads(KubernetesClient client, ClusterView view, Pods pods, InstantSource clock) {
        this.client = client;
        this.view = view;
        this.pods = pods;
        this.clock = clock;
        Informers.onEach(
                view.deployments(), deployment -> look(deployment.getMetadata().getNamespace()));
        Informers.onEach(view.services(), service -> look(service.getMetadata().getNamespace()));
    }

    /** Looks at a namespace again, for what informers cannot tell. */
    void look(String namespace) {
        namespaces.look(namespace);
    }

    private void putRight(String namespace) {
        var deployments = Informers.inNamespace(view.deployments(), namespace);
        pods.keepOnly(
                namespace,
                deployments.stream()
                        .map(deployment -> deployment.getMetadata().getName())
                        .toList());
        deployments.forEach(deployment -> pods.scale(deployment, clock.instant()));
        for (var service : Informers.inNamespace(view.services(), namespace)) {
            if (service.getSpec().getSelector() != null
                    && !service.getSpec().getSelector().isEmpty()) {
                write(slice(service, deployments));
            }
        }
        deployments.forEach(this::writeStatus);
    }

    private void write(EndpointSlice slice) {
        var key = slice.getMetadata().getNamespace() + "/" + slice.getMetadata().getName();
        if (!slice.equals(written.get(key))) {
            client.resource(slice).fieldManager("lab").forceConflicts().serverSideApply();
            written.put(key, slice);
        }
    }

    private void writeStatus(Deployment deployment) {
        var before = deployment.getStatus() == null ? new DeploymentStatus() : deployment.getStatus();
        var mine = pods.of(
                deployment.getMetadata().getNamespace(),
                deployment.getMetadata().getName());
        int ready = (int) mine.stream().filter(pods::ready).count();
        boolean enough = ready >= deployment.getSpec().getReplicas();
        var after = new DeploymentStatusBuilder(before)
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(mine.size())
                .withUpdatedReplicas(mine.size())
                .withReadyReplicas(ready == 0 ? null : ready)
                .withAvailableReplicas(ready == 0 ? null : ready)
                .withUnavailableReplicas(enough ? null : deployment.getSpec().getReplicas() - ready)
                .withConditions(
                        condition(
                                before,
                                "Available",
                                enough,
                                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable"),
                        condition(before, "Progressing", true, enough ? "NewReplicaSetAvailable" : "ReplicaSetUpdated"))
                .build();
        if (!after.equals(before)) {
            client.resource(deployment).editStatus(current -> {
                current.setStatus(after);
                return current;
            });
        }
    }

    private DeploymentCondition condition(DeploymentStatus before, String type, boolean holds, String reason) {
        var status = holds ? "True" : "False";
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return before.getConditions().stream()
                .filter(old -> old.getType().equals(type)
                        && old.getStatus().equals(status)
                        && old.getReason().equals(reason))
                .findFirst()
                .orElseGet(() -> new DeploymentConditionBuilder()
                        .withType(type)
                        .withStatus(status)
                        .withReason(reason)
                        .withLastTransitionTime(now)
                        .withLastUpdateTime(now)
                        .build());
    }

    private EndpointSlice slice(Service service, List<Deployment> deployments) {
        var metadata = service.getMetadata();
        var selected = deployments.stream()
                .filter(deployment -> labels(deployment)
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()))
                .toList();
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(metadata.getName() + "-lab")
                .withNamespace(metadata.getNamespace())
                .addToLabels(metadata.getLabels()) // the real controller hands a Service's labels on
                .addToLabels("kubernetes.io/service-name", metadata.getName())
                .addToLabels("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Service")
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(selected.stream().flatMap(this::endpoints).toList())
                .withPorts(service.getSpec().getPorts().stream()
                        .flatMap(port -> ports(port, selected))
                        .toList())
                .build();
    }

    private Stream<Endpoint> endpoints(Deployment deployment) {
        return pods
                .of(
                        deployment.getMetadata().getNamespace(),
                        deployment.getMetadata().getName())
                .stream()
                .map(pod -> new EndpointBuilder()
                        .withAddresses(pod.address())
                        .withNewConditions(pods.ready(pod), pods.ready(pod), false)
                        .withNewTargetRef()
                        .withKind("Pod")
                        .withNamespace(pod.namespace())
                        .withName(pod.name())
                        .endTargetRef()
                        .build());
    }

    private static Stream<EndpointPort> ports(ServicePort port, List<Deployment> selected) {
        return selected.stream()
                .flatMap(deployment -> number(port, deployment))
                .distinct()
                .map(number -> new EndpointPortBuilder()
                        .withName(port.getName() == null ? "" : port.getName())
                        .withProtocol("TCP")
                        .withPort(number)
                        .build());
    }

    private static Stream<Integer> number(ServicePort port, Deployment deployment) {
        var target = port.getTargetPort() == null ? new IntOrString(port.getPort()) : port.getTargetPort();
        if (target.getIntVal() != null) {
            return Stream.of(target.getIntVal());
        }
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(candidate -> target.getStrVal().equals(candidate.getName()))
                .map(candidate -> candidate.getContainerPort());
    }

    private static Map<String, String> labels(Deployment deployment) {
        var metadata = deployment.getSpec().getTemplate().getMetadata();
        return metadata == null || metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }

    @Override
    public void close() {
        namespaces.close();
    }
}
