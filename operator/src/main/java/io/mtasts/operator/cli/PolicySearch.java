package io.mtasts.operator.cli;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the resources that a person means by a domain or a name. */
final class PolicySearch {
    /** Ten thousand at once would be more than a heap of a small process holds. */
    private static final long PAGE = 500;

    private static final int NAMED = 5;

    private final KubernetesClient client;
    private final Optional<String> namespace;

    /** @param namespace where to look; everywhere when empty */
    PolicySearch(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Those whose name that is, or whose domain, by namespace and name: more than one where several claim a domain.
     *
     * @throws CannotRun when there is none, with what else there is
     */
    List<MailDomainPolicy> find(String word) throws CannotRun {
        var domain = domain(word);
        var found = new ArrayList<MailDomainPolicy>();
        var names = new TreeSet<String>();
        each(namespace, policy -> {
            names.add(policy.getMetadata().getName());
            names.add(policy.getSpec().domain());
            if (isMeant(policy, word, domain)) {
                found.add(policy);
            }
        });
        if (found.isEmpty()) {
            throw new CannotRun(notFound(word, domain, List.copyOf(names)));
        }
        return found;
    }

    private static boolean isMeant(MailDomainPolicy policy, String word, String domain) {
        return policy.getMetadata().getName().equals(word)
                || policy.getSpec().domain().equals(domain);
    }

    /** In any case, with U-labels or a final dot; a name that is no domain stays as it is. */
    private static String domain(String word) {
        try {
            return DomainName.parse(word).text();
        } catch (IllegalArgumentException _) {
            return word; // then it can only be a name
        }
    }

    /** From page to page: only those that are wanted are kept. */
    private void each(Optional<String> where, Consumer<MailDomainPolicy> seen) {
        var policies = client.resources(MailDomainPolicy.class);
        var some = where.isPresent() ? policies.inNamespace(where.get()) : policies.inAnyNamespace();
        var rest = "";
        do {
            var page = some.list(
                    new ListOptionsBuilder().withLimit(PAGE).withContinue(rest).build());
            page.getItems().forEach(seen);
            rest = Objects.requireNonNullElse(page.getMetadata().getContinue(), "");
        } while (!rest.isEmpty());
    }

    private String notFound(String word, String domain, List<String> names) {
        var where = namespace.map(name -> "namespace " + name).orElse("this cluster");
        var said = "No MailDomainPolicy in %s has the domain or the name %s.".formatted(where, word);
        var elsewhere = elsewhere(word, domain);
        if (!elsewhere.isEmpty()) {
            return said
                    + elsewhere.stream()
                            .limit(NAMED)
                            .map(policy -> "\nThere is one in another namespace: kubectl mtasts status %s -n %s"
                                    .formatted(word, policy.getMetadata().getNamespace()))
                            .collect(Collectors.joining());
        }
        var near = NearNames.of(word, names);
        if (!near.isEmpty()) {
            return said + " Did you mean %s?".formatted(String.join(" or ", near));
        }
        return said
                + (names.isEmpty()
                        ? " There are none in %s.".formatted(where)
                        : " kubectl get mdp %s lists them all."
                                .formatted(namespace.map(name -> "-n " + name).orElse("-A")));
    }

    /** Who may not look there is told nothing of it. */
    private List<MailDomainPolicy> elsewhere(String word, String domain) {
        if (namespace.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<MailDomainPolicy>();
        try {
            each(
                    Optional.empty(),
                    policy -> Stream.of(policy)
                            .filter(one -> isMeant(one, word, domain))
                            .forEach(found::add));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
        }
        return found;
    }
}
