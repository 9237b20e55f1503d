package io.mtasts.operator.health;

import io.fabric8.kubernetes.client.http.Interceptor;
import io.mtasts.operator.controller.Controllers;
import io.mtasts.operator.controller.MetricsSink;
import io.mtasts.operator.health.HealthServer.Answer;
import io.mtasts.operator.settings.RunSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** What the operator tells of itself: probes and metrics where a port is set for them, and in any case in the log what it may not see. */
public final class Vitals implements AutoCloseable {
    private final Refusals refusals = new Refusals(InstantSource.system());
    private final Probes probes = new Probes(refusals);
    private final boolean eachDomain;
    private final Optional<CompletableFuture<Meters>> meters;
    private final Optional<HealthServer> server;

    private Vitals(RunSettings settings) {
        this.eachDomain = settings.domainMetrics();
        // Beside the start of all else, which waits for the API server now and then.
        this.meters = settings.healthPort().isPresent()
                ? Optional.of(CompletableFuture.supplyAsync(
                        Meters::new,
                        making -> Thread.ofPlatform().name("meters").daemon().start(making)))
                : Optional.empty();
        this.server = meters.map(made -> serve(settings.healthPort().orElseThrow(), made));
    }

    /** Answers from now on: live, but not ready. */
    public static Vitals open(RunSettings settings) {
        return new Vitals(settings);
    }

    private HealthServer serve(int port, CompletableFuture<Meters> made) {
        try {
            return HealthServer.start(
                    port,
                    Map.of("/livez", probes::live, "/readyz", probes::ready, "/metrics", () -> metrics(made.join())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Probes and metrics cannot be served on port %d: %s.".formatted(port, e.getMessage()), e);
        }
    }

    private static Answer metrics(Meters meters) {
        var values = meters.read();
        return new Answer(200, Meters.CONTENT_TYPE, out -> meters.write(out, values));
    }

    /** To be added to the client that the controllers use. */
    public Interceptor interceptor() {
        return new ApiTraffic(
                refusals,
                (kind, verb) -> meters.ifPresent(made -> {
                    var _ = made.thenAccept(counting -> counting.wrote(kind, verb));
                }));
    }

    /** To be told what the controllers do. */
    public MetricsSink metricsSink() {
        return meters.<MetricsSink>map(CompletableFuture::join).orElse(MetricsSink.NONE);
    }

    /** They have started: from now on the answers are about them. */
    public void watch(Controllers controllers) {
        meters.ifPresent(made -> made.join().watch(controllers, eachDomain));
        probes.watch(
                () -> Informer.unwell(controllers.health()),
                () -> controllers.prober().alive());
    }

    /** They are about to stop. */
    public void stopping() {
        probes.stopping();
    }

    /** Where it answers. */
    public OptionalInt port() {
        return server.map(HealthServer::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    @Override
    public void close() {
        server.ifPresent(HealthServer::close);
    }
}
