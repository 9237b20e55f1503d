package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyShardsTest {
    /** Pinned: a host that changes its shard in a new version is served twice, or for a moment not at all. */
    @ParameterizedTest(name = "{0} is in shard {1}")
    @CsvSource({
        "mta-sts.example.com, 2",
        "mta-sts.example.net, 9",
        "mta-sts.xn--mller-kva.example, 1",
    })
    void aHostKeepsItsShard(String host, int number) {
        assertThat(PolicyShards.numberOf(host)).isEqualTo(number);
    }

    @Test
    void aShardHoldsTheBodyUnderItsHost() {
        var shards = PolicyShards.of(Examples.server(), Map.of("mta-sts.example.com", Examples.BODY));
        var number = PolicyShards.numberOf("mta-sts.example.com");
        new YamlFile("policy-shard.yaml").shows(shards.get(number).configMap());
        assertThat(shards)
                .hasSize(PolicyShards.COUNT)
                .filteredOn(shard -> !shard.isEmpty())
                .containsExactly(shards.get(number));
    }

    @Test
    void twoThousandHostsSpreadEvenlyAndNoneIsLost() {
        var bodies = bodies(2_000, Examples.BODY);
        var shards = PolicyShards.of(Examples.server(), bodies);
        assertThat(shards)
                .allSatisfy(
                        shard -> assertThat(shard.configMap().getData().size()).isBetween(80, 170));
        var found = new TreeMap<String, String>();
        shards.forEach(shard -> found.putAll(shard.configMap().getData()));
        assertThat(found).isEqualTo(bodies);
    }

    @Test
    void anotherHostChangesOneShardOnly() {
        var before = PolicyShards.of(Examples.server(), bodies(2_000, Examples.BODY));
        var after = PolicyShards.of(Examples.server(), bodies(2_001, Examples.BODY));
        assertThat(IntStream.range(0, PolicyShards.COUNT)
                        .filter(number -> !before.get(number).equals(after.get(number))))
                .hasSize(1);
    }

    @Test
    void aShardThatWouldPassTheLimitIsRefusedAndSaysWhatToDo() {
        var bodies = bodies(40, Examples.BODY);
        var large = bodies.firstEntry().getKey();
        bodies.put(large, "x".repeat(PolicyShards.LIMIT_BYTES));
        var number = PolicyShards.numberOf(large);
        var shards = PolicyShards.of(Examples.server(), bodies);
        var shard = shards.get(number);
        assertThat(shard.bytes()).isGreaterThan(PolicyShards.LIMIT_BYTES);
        assertThat(shard.overfullMessage())
                .startsWith(
                        "ConfigMap mta-sts-public-policies-%d would have %d bytes of policies, but no more than 786432"
                                .formatted(number, shard.bytes()))
                .contains("it stays as it is", "name another PolicyServer in spec.server");
        assertThat(shards).filteredOn(PolicyShard::isOverfull).containsExactly(shard);
    }

    @Test
    void aShardAtTheLimitIsStillWritten() {
        var host = "mta-sts.example.com";
        var body = "x".repeat(PolicyShards.LIMIT_BYTES - 2 * host.length());
        assertThat(PolicyShards.of(Examples.server(), Map.of(host, body)))
                .noneMatch(PolicyShard::isOverfull)
                .filteredOn(shard -> !shard.isEmpty())
                .singleElement()
                .satisfies(shard -> assertThat(shard.bytes()).isEqualTo(PolicyShards.LIMIT_BYTES));
    }

    private static TreeMap<String, String> bodies(int hosts, String body) {
        return IntStream.range(0, hosts)
                .mapToObj(n -> "mta-sts.customer-" + n + ".example")
                .collect(Collectors.toMap(Function.identity(), host -> body, (a, b) -> a, TreeMap::new));
    }
}
