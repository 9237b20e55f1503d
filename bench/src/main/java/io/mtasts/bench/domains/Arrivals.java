package io.mtasts.bench.domains;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.mtasts.lab.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Publishes what each status shows, as a person or a script would, and knows which policies are where they are to get to. */
final class Arrivals implements ResourceEventHandler<GenericKubernetesResource> {
    private static final Set<String> DUE = Set.of("Missing", "Stale");

    private final World world;
    private final Predicate<GenericKubernetesResource> arrived;
    private final Set<String> there = ConcurrentHashMap.newKeySet();

    Arrivals(World world, Predicate<GenericKubernetesResource> arrived) {
        this.world = world;
        this.arrived = arrived;
    }

    /** How many are there. */
    int count() {
        return there.size();
    }

    /** Is this one? */
    boolean has(GenericKubernetesResource policy) {
        return there.contains(policy.getMetadata().getName());
    }

    static boolean isReady(GenericKubernetesResource policy) {
        List<Map<String, String>> conditions = policy.get("status", "conditions");
        return conditions != null
                && conditions.stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.get("type")) && "True".equals(condition.get("status")));
    }

    @Override
    public void onAdd(GenericKubernetesResource policy) {
        publish(policy);
        if (arrived.test(policy)) {
            there.add(policy.getMetadata().getName());
        }
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource policy) {
        onAdd(policy);
    }

    @Override
    public void onDelete(GenericKubernetesResource policy, boolean unknown) {
        there.remove(policy.getMetadata().getName());
    }

    private void publish(GenericKubernetesResource policy) {
        List<Map<String, String>> records = policy.get("status", "records");
        if (records == null) {
            return;
        }
        records.stream()
                .filter(record -> "TXT".equals(record.get("type"))
                        && DUE.contains(record.get("state"))
                        && record.get("value") != null)
                .forEach(record -> world.domain(policy.get("spec", "domain")).record(record.get("value")));
    }
}
