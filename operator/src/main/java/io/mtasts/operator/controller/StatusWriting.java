package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;

/**
 * Replaces the status of a resource as a whole. By server-side apply a field that somebody else has put there would stay, the status would
 * never be what was decided, and each pass would write it again.
 */
final class StatusWriting {
    private StatusWriting() {}

    /**
     * Writes it over the version that it was decided from. Gives false when there is a newer one by now, for which it has to be decided
     * again.
     *
     * @param fresh an object with that spec and status, whose metadata is set here
     */
    static <P extends HasMetadata> boolean replaced(P decidedFrom, P fresh, Context<P> context) {
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(decidedFrom.getMetadata().getName())
                .withNamespace(decidedFrom.getMetadata().getNamespace())
                .withResourceVersion(decidedFrom.getMetadata().getResourceVersion())
                .build());
        try {
            context.resourceOperations().updatePrimaryStatus(fresh);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return false;
        }
    }
}
