package io.mtasts.operator.cluster;

import static io.mtasts.operator.cluster.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import java.util.List;
import java.util.stream.Stream;

/** The domains of the namespace {@code mail} as kubectl would show them, {@code example.com} before all, and what serves them. */
final class ServedDomains {
    private final KubernetesClient client;

    ServedDomains(KubernetesClient client) {
        this.client = client;
    }

    MailDomainPolicy exampleCom() {
        return client.resources(MailDomainPolicy.class)
                .inNamespace("mail")
                .withName("example-com")
                .get();
    }

    List<MailDomainPolicy> all() {
        return client.resources(MailDomainPolicy.class)
                .inNamespace("mail")
                .list()
                .getItems();
    }

    /** Of {@code example.com}. */
    Condition condition(ConditionType type) {
        return condition(exampleCom(), type);
    }

    static Condition condition(MailDomainPolicy policy, ConditionType type) {
        var status = policy.getStatus();
        assertThat(status)
                .as("the status of %s", policy.getMetadata().getName())
                .isNotNull();
        return status.condition(type).orElseThrow(() -> new AssertionError("no condition " + type));
    }

    /** The record of that type that the status of {@code example.com} says should stand in DNS, with a value to copy. */
    DnsRecord wanted(RecordType type) {
        var shown = records(exampleCom())
                .filter(record -> record.type() == type && record.value() != null)
                .findFirst();
        assertThat(shown).as("a record of type %s to publish", type).isPresent();
        return shown.orElseThrow();
    }

    /** TXT records that lack, with a value to copy. */
    static Stream<DnsRecord> missing(MailDomainPolicy policy) {
        return records(policy)
                .filter(record -> record.type() == RecordType.TXT && record.state() == RecordState.MISSING)
                .filter(record -> record.value() != null);
    }

    private static Stream<DnsRecord> records(MailDomainPolicy policy) {
        return policy.getStatus() == null ? Stream.empty() : policy.getStatus().records().stream();
    }

    /** The name of the one Ingress. */
    String ingress() {
        return client.network()
                .v1()
                .ingresses()
                .inNamespace("mail")
                .list()
                .getItems()
                .getFirst()
                .getMetadata()
                .getName();
    }

    List<Pod> policyPods() {
        return client.pods().inNamespace("mail").list().getItems();
    }

    /** Both, and no other that has yet to go. */
    void awaitPolicyPods() {
        soon(() -> assertThat(policyPods())
                .hasSize(2)
                .allMatch(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"))));
    }
}
