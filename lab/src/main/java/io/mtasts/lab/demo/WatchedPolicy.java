package io.mtasts.lab.demo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.lab.stage.OperatorProcess;
import io.mtasts.lab.stage.RunFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The MailDomainPolicy of the story, watched until its status is what the story promises. */
final class WatchedPolicy {
    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("mtasts.io")
            .withVersion("v1alpha1")
            .withKind("MailDomainPolicy")
            .withPlural("maildomainpolicies")
            .withNamespaced(true)
            .build();

    private final Resource<GenericKubernetesResource> resource;
    private final KubernetesSerialization serialization;
    private final OperatorProcess operator;

    WatchedPolicy(KubernetesClient client, String namespace, String name, OperatorProcess operator) {
        this.resource =
                client.genericKubernetesResources(KIND).inNamespace(namespace).withName(name);
        this.serialization = client.getKubernetesSerialization();
        this.operator = operator;
    }

    /** The status now. */
    SeenStatus status() {
        return Optional.ofNullable(resource.get()).map(this::status).orElseGet(SeenStatus::none);
    }

    /**
     * Waits until the status is as expected.
     *
     * @param expectation what is waited for, as in "Expected …"
     * @return the status that was
     * @throws RunFailed when it is not so within the limit, or when the operator ended
     */
    SeenStatus await(String expectation, Duration limit, Predicate<SeenStatus> asExpected) {
        var seen = resource.informOnCondition(all -> all.stream().anyMatch(one -> asExpected.test(status(one))));
        return status(within(limit, seen, expectation).getFirst());
    }

    /** Waits until the resource is gone. */
    void awaitGone(Duration limit) {
        within(limit, resource.informOnCondition(List::isEmpty), "the resource to be gone");
    }

    private List<GenericKubernetesResource> within(
            Duration limit, CompletableFuture<List<GenericKubernetesResource>> seen, String expectation) {
        try {
            CompletableFuture.anyOf(seen, operator.ended()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (seen.isDone()) {
                return seen.get();
            }
            throw new RunFailed(
                    "Expected %s, but the operator exited with code %d.".formatted(expectation, operator.exitCode()));
        } catch (TimeoutException late) {
            throw new RunFailed("Expected %s, but that has not happened after %d seconds. The status says: %s"
                    .formatted(expectation, limit.toSeconds(), conditions()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The API server could not be watched", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + expectation, e);
        } finally {
            seen.cancel(true);
        }
    }

    private String conditions() {
        var conditions = status().conditions();
        return conditions.isEmpty()
                ? "nothing"
                : conditions.stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private SeenStatus status(GenericKubernetesResource one) {
        var status = one.getAdditionalProperties().get("status");
        return status == null ? SeenStatus.none() : serialization.convertValue(status, SeenStatus.class);
    }
}
