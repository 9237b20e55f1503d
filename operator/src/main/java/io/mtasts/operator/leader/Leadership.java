package io.mtasts.operator.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of several operators is the leader: the one that holds the lease. The others are standbys with their caches filled. */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private static final String NOT_GIVEN_BACK =
            "Could not release the lease {}, so another operator becomes the leader in {} seconds: {}";

    /** The name of the Lease, in the operator's own namespace. */
    public static final String LEASE = "mta-sts-operator";

    /** A holder that says nothing for so long has lost it. */
    private static final Duration LEASE_DURATION = Duration.ofSeconds(10);
    /** A holder that cannot renew it for so long gives up: time enough to end before another may act. */
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(7);

    private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration RELEASE_LIMIT = Duration.ofSeconds(1);

    private final boolean shared;
    /** That of the machine, by which the elector goes too. */
    private final InstantSource clock = InstantSource.system();

    private final String identity = identity();
    private final Renewals renewals = new Renewals();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("leadership").daemon().factory());
    private volatile boolean leading;
    private volatile boolean stopping;
    private volatile String holder = "";

    /** @param shared whether there may be other operators; one that is alone always leads */
    public Leadership(boolean shared) {
        this.shared = shared;
        this.leading = !shared;
    }

    /**
     * The name of the pod: a container that starts anew in it goes on at once, and {@code kubectl get lease} shows which pod leads. Elsewhere
     * processes of one machine are told apart.
     */
    private static String identity() {
        var environment = System.getenv();
        var host = environment.getOrDefault("HOSTNAME", "operator");
        return environment.containsKey("KUBERNETES_SERVICE_HOST") ? host : host + "_" + UUID.randomUUID();
    }

    /** Does this one act? */
    public boolean leading() {
        return leading;
    }

    /** Completed with the reason when another operator may act from now on: this one has to end, and soon. */
    public CompletableFuture<String> lost() {
        return lost;
    }

    /** To be added to the client that the controllers use. */
    public Interceptor interceptor() {
        return renewals;
    }

    /**
     * For the controllers; empty for one that is alone. It is of those that do not end the process by themselves: from within, where a
     * shutdown hook that stops the controllers would wait for itself.
     */
    public Optional<LeaderElectionConfiguration> configuration() {
        return shared
                ? Optional.of(LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                        .withIdentity(identity)
                        .withLeaseDuration(LEASE_DURATION)
                        .withRenewDeadline(RENEW_DEADLINE)
                        .withRetryPeriod(RETRY_PERIOD)
                        .withLeaderCallbacks(new LeaderCallbacks(this::startLeading, this::stopLeading, this::heldBy))
                        .build())
                : Optional.empty();
    }

    private void startLeading() {
        leading = true;
        LOG.info("Leader from now on: holds the lease {}", LEASE);
        var _ = timer.scheduleWithFixedDelay(
                this::endWhenLapsed, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void heldBy(@Nullable String identity) {
        holder = identity == null ? "" : identity;
        if (!holder.isEmpty() && !holder.equals(this.identity)) {
            LOG.info("Standby: {} holds the lease {}", holder, LEASE);
        }
    }

    private void stopLeading() {
        lose(holder.isEmpty() || holder.equals(identity) ? notRenewed() : holder + " holds it now");
    }

    private void endWhenLapsed() {
        if (leading && renewals.olderThan(RENEW_DEADLINE, clock.instant())) {
            lose(notRenewed());
        }
    }

    private static String notRenewed() {
        return "the API server has accepted no renewal for %d seconds".formatted(RENEW_DEADLINE.toSeconds());
    }

    /** Said before it is known: whoever waits for that ends the process. */
    private synchronized void lose(String why) {
        leading = false;
        if (!stopping && !lost.isDone()) {
            var message = "Lost the lease %s: %s. This operator exits, so that there are never two leaders."
                    .formatted(LEASE, why);
            LOG.error(message);
            lost.complete(message);
        }
    }

    /** From now on losing the lease is what is wanted. */
    public void stopping() {
        stopping = true;
        timer.shutdownNow();
    }

    /** Gives the lease back, so that another operator takes over at once; to be called when nothing is reconciled any more. */
    public void release(KubernetesClient client) {
        leading = false;
        if (!shared) {
            return;
        }
        try {
            var giving = Thread.ofPlatform().name("lease-release").daemon().start(() -> giveBack(client));
            if (!giving.join(RELEASE_LIMIT)) {
                LOG.warn(NOT_GIVEN_BACK, LEASE, LEASE_DURATION.toSeconds(), "the API server does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack(KubernetesClient client) {
        var leases = client.resources(Lease.class)
                .inNamespace(client.getConfiguration().getNamespace());
        try {
            var lease = leases.withName(LEASE).get();
            if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
                leases.withName(LEASE).edit(held -> {
                    held.getSpec().setHolderIdentity(null);
                    return held;
                });
                LOG.info("Released the lease {}", LEASE);
            }
        } catch (KubernetesClientException e) {
            LOG.warn(NOT_GIVEN_BACK, LEASE, LEASE_DURATION.toSeconds(), e.getMessage());
        }
    }
}
