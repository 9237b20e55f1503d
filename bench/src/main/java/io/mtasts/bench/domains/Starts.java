package io.mtasts.bench.domains;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.mtasts.lab.stage.PodOperator;
import io.mtasts.lab.stage.RunFailed;
import io.mtasts.lab.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** How soon an operator that is started is ready, and writes the status of a policy that waits for it. */
final class Starts {
    private static final String NAMESPACE = "starts";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 5;

    private final PodOperator pod;
    private final KubernetesClient client;
    private int made;

    Starts(Stage stage, PodOperator pod) {
        this.pod = pod;
        this.client = stage.cluster().client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Starts it so often; a line with each time, the quickest first. */
    String measure(List<String> command, int times) {
        var ready = new ArrayList<Double>();
        var status = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            measure(command, ready, status);
        }
        return "ready after %s, first status written after %s".formatted(seconds(ready), seconds(status));
    }

    private void measure(List<String> command, List<Double> ready, List<Double> status) {
        var policy = policy();
        var start = System.nanoTime();
        try (var operator = pod.start(command)) {
            ready.add(until(start, pod::ready));
            status.add(until(start, () -> policy.get().get("status") != null));
            policy.delete();
            if (!operator.stop(PATIENCE)) {
                throw new RunFailed("The operator did not end when it was asked to.");
            }
        }
    }

    private Resource<GenericKubernetesResource> policy() {
        var name = "s" + made++;
        var policy = new GenericKubernetesResource();
        policy.setApiVersion("mtasts.io/v1alpha1");
        policy.setKind("MailDomainPolicy");
        policy.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
        policy.setAdditionalProperty(
                "spec", Map.of("domain", name + ".starts.test", "mode", "testing", "mx", List.of("mx1.bench.test")));
        client.genericKubernetesResources(ManyDomains.POLICIES)
                .inNamespace(NAMESPACE)
                .resource(policy)
                .create();
        return client.genericKubernetesResources(ManyDomains.POLICIES)
                .inNamespace(NAMESPACE)
                .withName(name);
    }

    private static double until(long start, BooleanSupplier met) {
        while (!met.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new RunFailed("The operator was not ready within " + PATIENCE.toSeconds() + " seconds.");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static String seconds(List<Double> times) {
        Collections.sort(times);
        return String.join(", ", times.stream().map("%.2f s"::formatted).toList());
    }
}
