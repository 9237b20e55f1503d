package io.mtasts.operator.story;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a cluster would have answered on 23 November 2026 at ten. */
final class Resources {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Resources() {}

    /** From the documents of NAME.yaml; without a Lease there, it may not be read. */
    static StoryInput of(String name) throws IOException {
        var documents = documents(name + ".yaml");
        var policy = each(documents, "MailDomainPolicy", MailDomainPolicy.class).getFirst();
        var life = each(documents, "Lease", Lease.class).stream()
                .map(lease -> OperatorLife.of(lease, NOW))
                .findFirst()
                .orElseGet(() -> new OperatorLife.NotKnown(
                        "you may not read the Lease mta-sts-operator in namespace mta-sts-system, which takes"
                                + " the right get on leases.coordination.k8s.io"));
        Optional<PolicyServer> server =
                each(documents, "PolicyServer", PolicyServer.class).stream().findFirst();
        return new StoryInput(policy, life, server, each(documents, "Event", Event.class), NOW);
    }

    private static <T> List<T> each(List<String> documents, String kind, Class<T> type) {
        return documents.stream()
                .filter(document -> document.contains("\nkind: " + kind + "\n"))
                .map(document -> Serialization.unmarshal(document, type))
                .toList();
    }

    private static List<String> documents(String file) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Resources.class.getResourceAsStream(file))) {
            var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.asList(text.split("(?m)^---$"));
        }
    }
}
