package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pods "run" on the lab's one node. A pod keeps its address for its life; as on a real cluster a Deployment whose pod
 * template changes gets new pods.
 */
public final class Pods {
    /** The port that the lab's pods listen at. */
    public static final int PORT = 8080;

    static final int SLOTS = 32;

    private static final int FIRST_ADDRESS = 10;

    private final Pod[] slots = new Pod[SLOTS];
    private final Map<String, Integer> readyAtMost = new HashMap<>();

    /**
     * One pod.
     *
     * @param slot its place on the node, from 0
     * @param template the hash of the pod template that it was made from
     * @param since when it started
     */
    public record Pod(int slot, String namespace, String deployment, String template, int index, Instant since) {
        public String name() {
            return deployment + "-" + template + "-" + index;
        }

        /** Its address in the EndpointSlices: of 192.0.2.0/24, since the API server refuses loopback there. */
        public String address() {
            return addressOf(slot);
        }
    }

    static String addressOf(int slot) {
        return "192.0.2." + (FIRST_ADDRESS + slot);
    }

    /** The pods of a Deployment, in order. */
    public synchronized List<Pod> of(String namespace, String deployment) {
        var found = new ArrayList<Pod>();
        for (var pod : slots) {
            if (pod != null
                    && pod.namespace().equals(namespace)
                    && pod.deployment().equals(deployment)) {
                found.add(pod);
            }
        }
        return found;
    }

    /** Lets at most so many pods of a Deployment be ready, as when their probes fail. */
    synchronized void limitReady(String namespace, String deployment, int pods) {
        readyAtMost.put(namespace + "/" + deployment, pods);
    }

    synchronized boolean ready(Pod pod) {
        return pod.index() < readyAtMost.getOrDefault(pod.namespace() + "/" + pod.deployment(), Integer.MAX_VALUE);
    }

    synchronized Optional<Pod> at(String address) {
        for (var pod : slots) {
            if (pod != null && pod.address().equals(address)) {
                return Optional.of(pod);
            }
        }
        return Optional.empty();
    }

    synchronized Optional<Pod> inSlot(int slot) {
        return Optional.ofNullable(slots[slot]);
    }

    /** Starts and stops pods until the Deployment has what it asks for, or the node is full. */
    synchronized List<Pod> scale(Deployment deployment, Instant now) {
        var namespace = deployment.getMetadata().getNamespace();
        var name = deployment.getMetadata().getName();
        var template = Integer.toHexString(deployment.getSpec().getTemplate().hashCode());
        int replicas = deployment.getSpec().getReplicas();
        for (var pod : of(namespace, name)) {
            if (pod.index() >= replicas || !pod.template().equals(template)) {
                slots[pod.slot()] = null;
            }
        }
        for (int index = of(namespace, name).size(), slot = 0; index < replicas && slot < SLOTS; slot++) {
            if (slots[slot] == null) {
                slots[slot] = new Pod(slot, namespace, name, template, index++, now);
            }
        }
        return of(namespace, name);
    }

    /** Stops the pods of the namespace's other Deployments, which are gone. */
    synchronized void keepOnly(String namespace, List<String> deployments) {
        for (int slot = 0; slot < SLOTS; slot++) {
            var pod = slots[slot];
            if (pod != null && pod.namespace().equals(namespace) && !deployments.contains(pod.deployment())) {
                slots[slot] = null;
            }
        }
    }
}
