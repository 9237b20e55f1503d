package io.mtasts.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which keys a server keeps of those that it holds. */
class HeldPoliciesTest {
    private static final String HOST = "mta-sts.example.com";
    private static final Map<String, String> HELD = Map.of(HOST, "version: STSv1\r\n");

    /** It is seen where somebody else serves it, and ends without having served. */
    @Test
    void oneThatObservesEndsNothing() {
        var held = HeldPolicies.of(List.of(), List.of(policy("management: Observe", "")), HELD);
        assertThat(held.bodies()).isEqualTo(HELD);
        assertThat(held.strays()).containsExactly(HOST);

        var deleted = policy("management: Observe", ", deletionTimestamp: 2026-11-01T00:00:00Z");
        deleted.setStatus(null);
        assertThat(HeldPolicies.of(List.of(), List.of(deleted), HELD).bodies()).isEqualTo(HELD);
    }

    @Test
    void oneThatIsServedElsewhereHasLeft() {
        var moved = policy("server: other", "");
        assertThat(HeldPolicies.of(List.of(), List.of(moved), HELD).bodies()).isEmpty();
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
