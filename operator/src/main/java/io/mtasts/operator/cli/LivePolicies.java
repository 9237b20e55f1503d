package io.mtasts.operator.cli;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.Management;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What senders get from this cluster now, as the statuses of the resources say.
 *
 * @param resources how many MailDomainPolicies there are, served or not
 */
record LivePolicies(List<Live> served, int resources) {
    /** Ten thousand at once would be more than the memory of a pod that runs for seconds. */
    private static final long PAGE = 500;

    /** A policy that is served. */
    record Live(String namespace, String name, String domain, String mode) {}

    /**
     * Asks the cluster; none when it does not have the kind.
     *
     * @param namespaces all of them when empty
     * @throws CannotRun when the API server does not say, with what it says instead
     */
    static Optional<LivePolicies> in(Program.Clusters clusters, List<String> namespaces) throws CannotRun {
        try (var client = clusters.client(Kubeconfig.USUAL)) {
            return Optional.of(of(client, namespaces));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw new CannotRun(Running.deepest(e), e);
        }
    }

    private static LivePolicies of(KubernetesClient client, List<String> namespaces) {
        var policies = client.resources(MailDomainPolicy.class);
        var served = new ArrayList<Live>();
        int resources = 0;
        for (var some : namespaces.isEmpty()
                ? List.of(policies.inAnyNamespace())
                : namespaces.stream().map(policies::inNamespace).toList()) {
            var rest = "";
            do {
                var page = some.list(new ListOptionsBuilder()
                        .withLimit(PAGE)
                        .withContinue(rest)
                        .build());
                resources += page.getItems().size();
                page.getItems().stream().flatMap(LivePolicies::served).forEach(served::add);
                rest = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
            } while (!rest.isEmpty());
        }
        served.sort(Comparator.comparing(Live::namespace).thenComparing(Live::name));
        return new LivePolicies(List.copyOf(served), resources);
    }

    /** Where the operator only observes, somebody else serves. */
    private static Stream<Live> served(MailDomainPolicy policy) {
        var status = policy.getStatus();
        if (status == null || status.policy() == null || policy.getSpec().management() == Management.OBSERVE) {
            return Stream.empty();
        }
        return Stream.of(new Live(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                policy.getSpec().domain(),
                status.policy().mode().name().toLowerCase(Locale.ROOT)));
    }
}
