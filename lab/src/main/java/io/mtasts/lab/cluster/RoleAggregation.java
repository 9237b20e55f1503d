package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Fills the ClusterRoles that add up others: without it {@code view}, {@code edit} and {@code admin} allow nothing. */
final class RoleAggregation implements AutoCloseable {
    private final KubernetesClient client;
    private final SharedIndexInformer<ClusterRole> roles;
    private final WorkLoop<String> sums = new WorkLoop<>("lab-role-aggregation", this::addUp);

    RoleAggregation(KubernetesClient client) {
        this.client = client;
        this.roles = Informers.start(client.rbac().clusterRoles());
        Informers.onEach(
                roles,
                changed -> roles.getStore().list().stream()
                        .filter(role -> role.getAggregationRule() != null)
                        .forEach(role -> sums.look(role.getMetadata().getName())));
    }

    private void addUp(String name) {
        var sum = roles.getStore().getByKey(name);
        if (sum == null || sum.getAggregationRule() == null) {
            return;
        }
        var selectors = sum.getAggregationRule().getClusterRoleSelectors();
        List<PolicyRule> rules = roles.getStore().list().stream()
                .filter(role -> !role.getMetadata().getName().equals(name)
                        && selectors.stream().anyMatch(selector -> selects(selector, role)))
                .sorted(Comparator.comparing(role -> role.getMetadata().getName()))
                .flatMap(role -> Stream.ofNullable(role.getRules()).flatMap(List::stream))
                .distinct()
                .toList();
        if (!rules.equals(sum.getRules())) {
            client.resource(sum).edit(current -> {
                current.setRules(rules);
                return current;
            });
        }
    }

    private static boolean selects(LabelSelector selector, ClusterRole role) {
        var labels = role.getMetadata().getLabels();
        return labels != null
                && labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    }

    @Override
    public void close() {
        sums.close();
    }
}
