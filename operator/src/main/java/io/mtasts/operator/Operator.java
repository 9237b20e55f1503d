package io.mtasts.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.ReplicaFetch;
import io.mtasts.observe.ReplicaOutcome;
import io.mtasts.operator.acme.AcmeServers;
import io.mtasts.operator.controller.Controllers;
import io.mtasts.operator.gather.Outside;
import io.mtasts.operator.health.ApiServerTime;
import io.mtasts.operator.health.Vitals;
import io.mtasts.operator.leader.Leadership;
import io.mtasts.operator.prober.PodAnswer;
import io.mtasts.operator.settings.ClusterClient;
import io.mtasts.operator.settings.RunSettings;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The operator at work: the controllers, what they look at the world with, and what tells how they fare. */
public final class Operator implements AutoCloseable {
    private final Controllers controllers;
    private final ReplicaFetch replicas;
    private final Leadership leadership;
    private final Vitals vitals;

    private Operator(Controllers controllers, ReplicaFetch replicas, Leadership leadership, Vitals vitals) {
        this.controllers = controllers;
        this.replicas = replicas;
        this.leadership = leadership;
        this.vitals = vitals;
    }

    /** Starts it against the cluster of the kubeconfig, or of the pod; returns when it has the cluster's state. */
    public static Operator start(RunSettings settings) {
        return start(settings, () -> Config.autoConfigure(null), Clock.systemUTC());
    }

    /** Starts it against that cluster. Probes are answered before anything else, the cluster's description is read. */
    public static Operator start(RunSettings settings, Supplier<Config> cluster, Clock clock) {
        var vitals = Vitals.open(settings);
        try {
            return start(settings, cluster.get(), clock, vitals);
        } catch (RuntimeException e) {
            vitals.close();
            throw e;
        }
    }

    private static Operator start(RunSettings settings, Config cluster, Clock clock, Vitals vitals) {
        var leadership = new Leadership(settings.leaderElection());
        var time = new ApiServerTime(clock);
        var client = client(cluster, vitals, leadership, time);
        var observer = new NetworkObserver(settings.network(), clock);
        var replicas = new ReplicaFetch(settings.network());
        var rules = settings.network().addressRules();
        var outside = new Outside(
                observer,
                (pod, domain) -> ask(replicas, pod, domain),
                observer::addresses,
                new AcmeServers(observer::text)::authority,
                address -> rules.refusal(address).isEmpty(),
                time::agrees);
        var controllers = Controllers.start(client, settings, outside, leadership, vitals.metricsSink(), clock);
        vitals.watch(controllers);
        return new Operator(controllers, replicas, leadership, vitals);
    }

    private static KubernetesClient client(Config cluster, Vitals vitals, Leadership leadership, ApiServerTime time) {
        return ClusterClient.of(cluster)
                .withHttpClientBuilderConsumer(http -> {
                    http.addOrReplaceInterceptor("vitals", vitals.interceptor());
                    http.addOrReplaceInterceptor("leadership", leadership.interceptor());
                    http.addOrReplaceInterceptor("time", time);
                })
                .build();
    }

    private static PodAnswer ask(ReplicaFetch replicas, InetSocketAddress pod, String domain) {
        var name = pod.getAddress().getHostAddress();
        return switch (replicas.fetch(domain, pod.getAddress(), pod.getPort())) {
            case ReplicaOutcome.Answered answer -> new PodAnswer.Answered(name, answer.status(), answer.body());
            case ReplicaOutcome.Failed failed -> new PodAnswer.Silent(name, failed.detail());
        };
    }

    /** Completed with the reason when another operator may act: this one has to end now. */
    public CompletableFuture<String> leadershipLost() {
        return leadership.lost();
    }

    /** Where probes and metrics are asked for. */
    public OptionalInt healthPort() {
        return vitals.port();
    }

    @Override
    public void close() {
        vitals.stopping();
        controllers.close();
        replicas.close();
        vitals.close();
    }
}
