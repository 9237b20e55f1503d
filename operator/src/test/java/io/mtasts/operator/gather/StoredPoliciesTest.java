package io.mtasts.operator.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.operator.resources.PolicyShards;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which keys a server keeps of those that it holds. */
class StoredPoliciesTest {
    private static final String HOST = "mta-sts.example.com";
    private static final Map<String, String> BODY = Map.of(HOST, "version: STSv1\r\n");
    private static final int PLACE = PolicyShards.numberOf(HOST);
    private static final StoredShards HELD = StoredShards.of(Map.of(PLACE, BODY));

    /** It is seen where somebody else serves it, and ends without having served. */
    @Test
    void oneThatObservesEndsNothing() {
        var held = StoredPolicies.of(List.of(), List.of(policy("management: Observe", "")), HELD);
        assertThat(held.bodies()).isEqualTo(BODY);
        assertThat(held.strays()).containsExactly(HOST);

        var deleted = policy("management: Observe", ", deletionTimestamp: 2026-11-01T00:00:00Z");
        deleted.setStatus(null);
        assertThat(StoredPolicies.of(List.of(), List.of(deleted), HELD).bodies())
                .isEqualTo(BODY);
    }

    @Test
    void oneThatIsServedElsewhereHasLeft() {
        var moved = policy("server: other", "");
        assertThat(StoredPolicies.of(List.of(), List.of(moved), HELD).bodies()).isEmpty();
    }

    @Test
    void oneThatIsInAnotherShardStaysThereAlone() {
        var held = StoredPolicies.of(List.of(), List.of(), StoredShards.of(Map.of(PLACE + 1, BODY)));

        assertThat(held.bodies()).isEmpty();
        assertThat(held.strays()).containsExactly(HOST);
        assertThat(held.misplaced()).isEmpty();
        assertThat(held.isEmpty()).isFalse();
        assertThat(held.serves()).isFalse();
    }

    @Test
    void oneThatHidesAnotherIsInTheWay() {
        var held = StoredPolicies.of(
                List.of(), List.of(), StoredShards.of(Map.of(PLACE, BODY, PLACE + 1, Map.of(HOST, "version: other"))));

        assertThat(held.bodies()).isEqualTo(BODY);
        assertThat(held.misplaced()).containsExactly(new StoredShards.Misplaced(PLACE + 1, HOST));
    }

    private static MailDomainPolicy policy(String spec, String metadata) {
        return new KubernetesSerialization().unmarshal("""
            metadata: {name: policy, namespace: mail, uid: u, generation: 2%s}
            spec: {domain: example.com, mode: none, %s}
            status:
              observedGeneration: 2
              conditions:
                - {type: PolicyServed, status: "True", reason: AllGood, message: "", observedGeneration: 2,
                   lastTransitionTime: 2026-11-01T00:00:00Z}
            """.formatted(metadata, spec), MailDomainPolicy.class);
    }
}
