package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.stream.Stream;

/** A Namespace that is being deleted takes nothing new: trying again is no use, and all that is left there goes with it. */
final class TerminatingNamespace {
    private static final String CAUSE = "NamespaceTerminating";

    private TerminatingNamespace() {}

    /**
     * Is the Namespace being deleted? What is left there goes with it, whatever a finalizer says. Without the permission to ask it counts as one
     * that stays.
     */
    static boolean is(String namespace, Context<?> context) {
        try {
            return Optional.ofNullable(
                            context.getClient().namespaces().withName(namespace).get())
                    .filter(found -> found.isMarkedForDeletion())
                    .isPresent();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return false;
        }
    }

    /** Makes something, and leaves it where the Namespace does not take it any more. */
    static void tolerate(Runnable making) {
        try {
            making.run();
        } catch (KubernetesClientException e) {
            if (!refused(e)) {
                throw e;
            }
        }
    }

    /** Did the API server refuse to make something because its Namespace is being deleted? */
    static boolean refused(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                && Optional.ofNullable(e.getStatus()).map(Status::getDetails).stream()
                        .flatMap(details -> Stream.ofNullable(details.getCauses()))
                        .anyMatch(causes -> causes.stream().anyMatch(cause -> CAUSE.equals(cause.getReason())));
    }
}
