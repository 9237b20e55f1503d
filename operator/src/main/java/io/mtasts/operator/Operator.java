package io.mtasts.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.ReplicaFetch;
import io.mtasts.observe.ReplicaOutcome;
import io.mtasts.operator.controller.Controllers;
import io.mtasts.operator.lookout.PodAnswer;
import java.net.InetSocketAddress;
import java.time.Clock;

/** The operator at work: the controllers, and what they look at the world with. */
public final class Operator implements AutoCloseable {
    private final Controllers controllers;
    private final ReplicaFetch replicas;

    private Operator(Controllers controllers, ReplicaFetch replicas) {
        this.controllers = controllers;
        this.replicas = replicas;
    }

    /** Starts it against the cluster of the kubeconfig, or of the pod; returns when it has the cluster's state. */
    public static Operator start(RunSettings settings) {
        return start(
                settings,
                new KubernetesClientBuilder()
                        .withConfig(Config.autoConfigure(null))
                        .build(),
                Clock.systemUTC());
    }

    /** Starts it with a client of its own, which is closed with it. */
    public static Operator start(RunSettings settings, KubernetesClient client, Clock clock) {
        var observer = new NetworkObserver(settings.network(), clock);
        var replicas = new ReplicaFetch(settings.network());
        var rules = settings.network().addressRules();
        var outside = new Controllers.Outside(
                observer,
                (pod, domain) -> ask(replicas, pod, domain),
                observer::addresses,
                address -> rules.refusal(address).isEmpty());
        return new Operator(Controllers.start(client, settings, outside, clock), replicas);
    }

    private static PodAnswer ask(ReplicaFetch replicas, InetSocketAddress pod, String domain) {
        var name = pod.getAddress().getHostAddress();
        return switch (replicas.fetch(domain, pod.getAddress(), pod.getPort())) {
            case ReplicaOutcome.Answered answer -> new PodAnswer.Answered(name, answer.status(), answer.body());
            case ReplicaOutcome.Failed failed -> new PodAnswer.Silent(name, failed.detail());
        };
    }

    @Override
    public void close() {
        controllers.close();
        replicas.close();
    }
}
