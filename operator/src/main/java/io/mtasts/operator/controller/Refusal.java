package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells an API server that does not want an object, by a policy, a quota, a webhook, its schema or for want of rights, from one that cannot
 * answer now.
 */
final class Refusal {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_OF_SERVER = 500;

    /** These say nothing of the object: who asks, where to, and when. */
    private static final Set<Integer> OF_THE_MOMENT = Set.of(
            HttpURLConnection.HTTP_UNAUTHORIZED,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_CLIENT_TIMEOUT,
            HttpURLConnection.HTTP_CONFLICT,
            TOO_MANY_REQUESTS);

    private Refusal() {}

    /** The API server's own words; empty when it is no refusal. */
    static Optional<String> words(KubernetesClientException e) {
        var words = Optional.ofNullable(e.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> Objects.requireNonNullElse(e.getMessage(), "without a word"));
        boolean ofTheObject = e.getCode() >= HttpURLConnection.HTTP_BAD_REQUEST
                && e.getCode() < FIRST_OF_SERVER
                && !OF_THE_MOMENT.contains(e.getCode());
        return ofTheObject || words.contains("webhook") ? Optional.of(words) : Optional.empty();
    }
}
