package io.mtasts.operator.story;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.leader.Leadership;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Asks the cluster what there is to know beside the resource itself. Only that may not be missing: who may not read the rest is told less. */
public final class StoryGatherer {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final KubernetesClient client;
    private final String operatorNamespace;
    private final CompletableFuture<Instant> now;
    private final CompletableFuture<OperatorLife> operator;

    /**
     * Asks for what is the same for every resource.
     *
     * @param operatorNamespace where the operator's Lease is, for users who may not look for it everywhere
     * @param clock counts when the API server does not tell the time
     */
    public StoryGatherer(KubernetesClient client, String operatorNamespace, Clock clock) {
        this.client = client;
        this.operatorNamespace = operatorNamespace;
        this.now = serverTime(clock);
        this.operator = now.thenCombineAsync(inBackground(this::lease), StoryGatherer::life, THREADS);
    }

    /** All about one resource. */
    public StoryInput about(MailDomainPolicy policy) {
        var events = inBackground(() -> events(policy));
        var server = inBackground(() -> server(policy));
        return new StoryInput(policy, operator.join(), server.join(), events.join(), now.join());
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> asking) {
        return CompletableFuture.supplyAsync(asking, THREADS);
    }

    /** A machine whose clock is wrong would take the operator for dead. */
    private CompletableFuture<Instant> serverTime(Clock clock) {
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl() + "version")
                .build();
        return client.getHttpClient()
                .sendAsync(request, String.class)
                .thenApply(answer -> date(answer).orElseGet(clock::instant))
                .exceptionally(_ -> clock.instant());
    }

    private static Optional<Instant> date(HttpResponse<String> answer) {
        try {
            return Optional.ofNullable(answer.header("Date"))
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException _) {
            return Optional.empty(); // as good as none
        }
    }

    /** A Lease, or why there is none to judge by. */
    private sealed interface Found {
        record One(Lease lease) implements Found {}

        record Other(OperatorLife life) implements Found {}
    }

    private static OperatorLife life(Instant now, Found found) {
        return switch (found) {
            case Found.One(var lease) -> OperatorLife.of(lease, now);
            case Found.Other(var life) -> life;
        };
    }

    /** Of several the one that was renewed last: which operator looks after a resource, nothing says. */
    private Found lease() {
        try {
            return client
                    .leases()
                    .inAnyNamespace()
                    .withField("metadata.name", Leadership.LEASE)
                    .list()
                    .getItems()
                    .stream()
                    .max(Comparator.comparing(StoryGatherer::renewed))
                    .<Found>map(Found.One::new)
                    .orElseGet(() -> new Found.Other(new OperatorLife.NoLease("in any namespace")));
        } catch (KubernetesClientException e) {
            return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN ? leaseWhereExpected() : new Found.Other(unread(e));
        }
    }

    private static Instant renewed(Lease lease) {
        return lease.getSpec() == null || lease.getSpec().getRenewTime() == null
                ? Instant.MIN
                : lease.getSpec().getRenewTime().toInstant();
    }

    private Found leaseWhereExpected() {
        try {
            return Optional.ofNullable(client.leases()
                            .inNamespace(operatorNamespace)
                            .withName(Leadership.LEASE)
                            .get())
                    .<Found>map(Found.One::new)
                    .orElseGet(() -> new Found.Other(new OperatorLife.NoLease("in namespace " + operatorNamespace)));
        } catch (KubernetesClientException e) {
            return new Found.Other(
                    e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                            ? new OperatorLife.NotKnown(
                                    "you may not read the Lease %s in namespace %s, which requires permission to get leases.coordination.k8s.io"
                                            .formatted(Leadership.LEASE, operatorNamespace))
                            : unread(e));
        }
    }

    private static OperatorLife unread(KubernetesClientException e) {
        return new OperatorLife.NotKnown("its Lease could not be read (%s)".formatted(e.getMessage()));
    }

    private List<Event> events(MailDomainPolicy policy) {
        try {
            return client.v1()
                    .events()
                    .inNamespace(policy.getMetadata().getNamespace())
                    .withField("involvedObject.uid", policy.getMetadata().getUid())
                    .list()
                    .getItems();
        } catch (KubernetesClientException _) {
            return List.of(); // they only repeat what the status said at some time
        }
    }

    private Optional<PolicyServer> server(MailDomainPolicy policy) {
        if (policy.getSpec().management() == Management.OBSERVE) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(client.resources(PolicyServer.class)
                    .inNamespace(policy.getMetadata().getNamespace())
                    .withName(policy.getSpec().serverName())
                    .get());
        } catch (KubernetesClientException _) {
            return Optional.empty(); // the conditions say what is wrong with it
        }
    }
}
