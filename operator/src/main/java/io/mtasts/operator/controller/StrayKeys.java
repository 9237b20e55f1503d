package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.gather.StoredPolicies;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.resources.PolicyShards;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys of a server's shards that nobody accounts for: they stay, and an Event says so; but for those that hide a policy from the pods. */
final class StrayKeys {
    private final Events events;

    /** What was said last: the same again is no news. */
    private final Map<ResourceID, String> saidOfStrays = new ConcurrentHashMap<>();

    private final Map<ResourceID, String> saidOfMisplaced = new ConcurrentHashMap<>();

    StrayKeys(Events events) {
        this.events = events;
    }

    void tellOf(PolicyServer server, StoredPolicies keys) {
        if (keys.strays().isEmpty()) {
            saidOfStrays.remove(ResourceID.fromResource(server));
            return;
        }
        var words =
                "No MailDomainPolicy accounts for %s, which stays served. To stop serving it, delete the key from its ConfigMap, one of %s to %s."
                        .formatted(
                                String.join(", ", keys.strays()),
                                ChildName.shard(server, 0),
                                ChildName.shard(server, PolicyShards.COUNT - 1));
        if (!words.equals(saidOfStrays.put(ResourceID.fromResource(server), words))) {
            events.record(server, "Warning", "StrayPolicy", words);
        }
    }

    /** Server-side apply leaves a key of somebody else's; the policy that it hides is what people have asked for. */
    void clearTheWay(PolicyServer server, StoredPolicies keys, Context<PolicyServer> context) {
        for (var key : keys.misplaced()) {
            var name = ChildName.shard(server, key.shard());
            context.getClient()
                    .configMaps()
                    .inNamespace(server.getMetadata().getNamespace())
                    .withName(name)
                    .edit(shard -> without(shard, key.host()));
            var words =
                    "The key %s has been removed from ConfigMap %s, where somebody had put it: pods would have served it instead of the policy in ConfigMap %s, where it belongs."
                            .formatted(key.host(), name, ChildName.shard(server, PolicyShards.numberOf(key.host())));
            if (!words.equals(saidOfMisplaced.put(ResourceID.fromResource(server), words))) {
                events.record(server, "Warning", "MisplacedPolicy", words);
            }
        }
    }

    private static ConfigMap without(ConfigMap shard, String host) {
        return new ConfigMapBuilder(shard).removeFromData(host).build();
    }
}
