package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.policy.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The policies of a server: one key a policy host, its value the body byte for byte, spread over {@value #COUNT}
 * ConfigMaps as one may hold 1 MiB. A host's shard follows from its name alone, so that no domain ever moves another.
 */
public final class PolicyShards {
    /** How many ConfigMaps a server's policies are spread over. Never changes: pods name them all from the start. */
    public static final int COUNT = 16;

    /** The most that one shard holds: bodies, and keys twice, as the API server lists them again as ours. */
    public static final int LIMIT_BYTES = 768 * 1024;

    private PolicyShards() {}

    /** The number of the shard that holds that policy host: the first hex digit of the SHA-256 of its name. */
    public static int numberOf(String policyHost) {
        return Integer.parseInt(Sha256.hex(policyHost, 1), COUNT);
    }

    /**
     * All shards of that server, in order.
     *
     * @param bodies the policy body of each policy host, {@code mta-sts.<domain>}, with its CRLFs
     */
    public static List<PolicyShard> of(PolicyServer server, Map<String, String> bodies) {
        var shards = IntStream.range(0, COUNT)
                .<SortedMap<String, String>>mapToObj(number -> new TreeMap<>())
                .toList();
        bodies.forEach((host, body) -> shards.get(numberOf(host)).put(host, body));
        return IntStream.range(0, COUNT)
                .mapToObj(number -> shard(server, ChildName.shard(server, number), shards.get(number)))
                .toList();
    }

    /** Under {@code data}, where a person can read it: JSON keeps the CRLFs, as {@code binaryData} would. */
    private static PolicyShard shard(PolicyServer server, String name, SortedMap<String, String> bodies) {
        var configMap = new ConfigMapBuilder()
                .withMetadata(Ownership.metadata(server, name))
                .withData(bodies)
                .build();
        int bytes = bodies.entrySet().stream()
                .mapToInt(policy -> 2 * length(policy.getKey()) + length(policy.getValue()))
                .sum();
        return new PolicyShard(configMap, bytes);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
