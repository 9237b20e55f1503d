package io.mtasts.bench.domains;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;

/** All domains go from testing to enforce at the same time, by the annotation that promotes without waiting for the soak. */
final class PromotionWave {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final String namespace;

    PromotionWave(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** Asks for the promotion of what is served. */
    void promote(GenericKubernetesResource policy) {
        client.genericKubernetesResources(ManyDomains.POLICIES)
                .inNamespace(namespace)
                .withName(policy.getMetadata().getName())
                .patch(
                        MERGE,
                        "{\"metadata\":{\"annotations\":{\"mtasts.io/promote\":\"%s\"}}}"
                                .formatted(policy.<String>get("status", "policy", "id")));
    }

    /** Is enforce served, its record published, and all well? */
    static boolean isThrough(GenericKubernetesResource policy) {
        List<Map<String, String>> records = policy.get("status", "records");
        return "enforce".equals(policy.get("status", "policy", "mode"))
                && Arrivals.isReady(policy)
                && records.stream()
                        .filter(record -> String.valueOf(record.get("name")).startsWith("_mta-sts."))
                        .allMatch(record -> "Published".equals(record.get("state")));
    }
}
