package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operator of a {@link Walk} remembers of its probes; a restart forgets it. */
final class ProbeMemory {
    private final Duration interval;
    private final Duration recordKept;

    private @Nullable String probed;
    private Optional<Observation> latest = Optional.empty();
    private List<String> met = List.of();
    private Optional<HostSight> host = Optional.empty();
    private Optional<Instant> watchedSince = Optional.empty();
    private Optional<Propagation> progress = Optional.empty();

    /**
     * @param interval between two probes
     * @param recordKept how long resolvers keep the record
     */
    ProbeMemory(Duration interval, Duration recordKept) {
        this.interval = interval;
        this.recordKept = recordKept;
    }

    /** Before anything is served. */
    void first(Outside outside, Instant now) {
        probed = null;
        latest = Optional.of(observation(outside, now, now, true, Evidence.BAD));
    }

    void probe(ServedPolicy policy, Outside outside, boolean fresh, Instant now) {
        progress = Optional.of(progressed(policy, outside, now));
        watchedSince = Optional.of(latest.filter(
                        last -> Duration.between(last.at(), now).compareTo(interval.multipliedBy(2)) <= 0)
                .flatMap(last -> watchedSince)
                .orElse(now));
        probed = policy.id();
        met = outside.met();
        host = Optional.of(host(outside, Optional.of(policy)));
        latest = Optional.of(observation(outside, now, watchedSince.get(), fresh, outside.lookAt(policy, now, fresh)));
    }

    void forget() {
        probed = null;
        latest = Optional.empty();
        met = List.of();
        host = Optional.empty();
        watchedSince = Optional.empty();
        progress = Optional.empty();
    }

    Optional<Observation> latest() {
        return latest;
    }

    /** The latest, if it was one of that policy. */
    Optional<Observation> latestOf(Optional<ServedPolicy> policy) {
        return latest.filter(_ -> Objects.equals(policy.map(ServedPolicy::id).orElse(null), probed));
    }

    /** Bodies that the latest met. */
    List<String> met() {
        return met;
    }

    /** Those that are not the policy's. */
    List<String> metBeside(Optional<ServedPolicy> policy) {
        var body = policy.map(ServedPolicy::body);
        return met.stream().filter(one -> !body.equals(Optional.of(one))).toList();
    }

    Optional<HostSight> host() {
        return host;
    }

    Optional<Propagation> progress() {
        return progress;
    }

    static HostSight host(Outside outside, Optional<ServedPolicy> served) {
        var pods = outside.isDown()
                ? HostSight.Pods.DOWN
                : served.filter(outside::everyReplicaHas).isPresent() ? HostSight.Pods.UP : HostSight.Pods.UNKNOWN;
        return new HostSight(leads(outside), outside.hostKept(), pods);
    }

    private static Observation.Leads leads(Outside outside) {
        return outside.leadsHere() ? Observation.Leads.HERE : Observation.Leads.AWAY;
    }

    private Propagation progressed(ServedPolicy policy, Outside outside, Instant now) {
        var id = Objects.requireNonNull(policy.id());
        if (!outside.leadsHere() || !outside.everyReplicaHas(policy)) {
            boolean other = outside.met().stream().anyMatch(body -> !body.equals(policy.body()));
            return new Propagation(id, 0, now, now, other, Duration.ZERO);
        }
        return progress.filter(earlier -> earlier.id().equals(id) && earlier.looks() > 0)
                .map(earlier -> new Propagation(id, earlier.looks() + 1, earlier.first(), now, false, Duration.ZERO))
                .orElseGet(() -> new Propagation(id, 1, now, now, false, Duration.ZERO));
    }

    private Observation observation(Outside outside, Instant now, Instant since, boolean fresh, Evidence evidence) {
        return new Observation(
                now,
                since,
                outside.ids(),
                Set.of(),
                true,
                recordKept,
                leads(outside),
                outside.askedForMailServers(),
                outside.mxAnswers(),
                fresh,
                evidence,
                evidence == Evidence.GOOD ? "" : "something");
    }

    @Override
    public String toString() {
        return progress + " " + latest;
    }
}
