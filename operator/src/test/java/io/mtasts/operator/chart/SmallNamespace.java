package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A namespace with a ResourceQuota and a LimitRange, where pods have to say how large they are, and not to be too large. */
record SmallNamespace(KubernetesClient client, String name) {
    private static final Map<String, Quantity> HARD = Map.of(
            "pods", new Quantity("4"),
            "requests.cpu", new Quantity("1"),
            "requests.memory", new Quantity("1Gi"),
            "limits.memory", new Quantity("2Gi"));

    /**
     * Puts the limits on a namespace that exists; returns when they are at work.
     *
     * @param pod one that is refused for nothing but its size, once it is made larger
     */
    static SmallNamespace limit(KubernetesClient client, String name, PodSpec pod) {
        var namespace = new SmallNamespace(client, name);
        namespace.setQuota();
        namespace.setRange();
        namespace.awaitRefusal(pod, "cpu", "2", "exceeded quota: small");
        namespace.awaitRefusal(pod, "memory", "768Mi", "maximum memory usage per Container is 512Mi");
        return namespace;
    }

    /** Its status is as the controller of quotas, which the lab's API server lacks, would have written it. */
    private void setQuota() {
        var quota = client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("small")
                        .withNamespace(name)
                        .endMetadata()
                        .withNewSpec()
                        .withHard(HARD)
                        .endSpec()
                        .build())
                .create();
        client.resource(quota)
                .editStatus(current -> current.edit()
                        .withNewStatus()
                        .withHard(HARD)
                        .withUsed(HARD.keySet().stream().collect(Collectors.toMap(of -> of, _ -> new Quantity("0"))))
                        .endStatus()
                        .build());
    }

    private void setRange() {
        client.resource(new LimitRangeBuilder()
                        .withNewMetadata()
                        .withName("small")
                        .withNamespace(name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewLimit()
                        .withType("Container")
                        .addToMin("memory", new Quantity("64Mi"))
                        .addToMax("memory", new Quantity("512Mi"))
                        .addToDefault("cpu", new Quantity("500m"))
                        .endLimit()
                        .endSpec()
                        .build())
                .create();
    }

    /** Admission hears of both a moment later. */
    private void awaitRefusal(PodSpec pod, String resource, String amount, String message) {
        var large = new PodSpecBuilder(pod)
                .editFirstContainer()
                .editResources()
                .addToRequests(resource, new Quantity(amount))
                .addToLimits(resource, new Quantity(amount))
                .endResources()
                .endContainer()
                .build();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThatThrownBy(() -> admit("large", large)).hasMessageContaining(message));
    }

    /** Fails where the API server refuses such a pod. */
    void admit(String pod, PodSpec spec) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(pod)
                        .withNamespace(name)
                        .endMetadata()
                        .withSpec(spec)
                        .build())
                .dryRun()
                .create();
    }
}
