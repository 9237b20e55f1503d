package io.mtasts.operator.story;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Whether there is a leader in the cluster, as the Lease says that the operators share. */
public sealed interface OperatorLife {
    /** A renewal takes its time, and clocks differ: so many times the duration of the Lease pass before it counts as lapsed. */
    int PATIENCE = 3;

    /** How long a Lease holds that does not say so, as the operator takes it. */
    Duration USUAL = Duration.ofSeconds(10);

    /** An operator renews its Lease. */
    record Acting(String namespace, String holder, Instant renewed) implements OperatorLife {}

    /** The holder does not renew it any more, and no other operator has taken it. */
    record Lapsed(String namespace, String holder, Instant renewed) implements OperatorLife {}

    /** The holder stopped as it should, and no other operator has taken it. */
    record GivenBack(String namespace, Instant since) implements OperatorLife {}

    /**
     * No operator has ever taken a Lease, or it was deleted.
     *
     * @param where it was looked for, such as "in any namespace"
     */
    record NoLease(String where) implements OperatorLife {}

    /**
     * It may not be read.
     *
     * @param why a clause without a full stop
     */
    record NotKnown(String why) implements OperatorLife {}

    /** What a Lease says at that time. */
    static OperatorLife of(Lease lease, Instant now) {
        var namespace = lease.getMetadata().getNamespace();
        var spec = lease.getSpec();
        if (spec == null || spec.getRenewTime() == null) {
            return new NotKnown("its Lease in namespace %s has no holder information".formatted(namespace));
        }
        var renewed = spec.getRenewTime().toInstant();
        var holder = Objects.requireNonNullElse(spec.getHolderIdentity(), "");
        var duration =
                spec.getLeaseDurationSeconds() == null ? USUAL : Duration.ofSeconds(spec.getLeaseDurationSeconds());
        boolean current = renewed.plus(duration.multipliedBy(PATIENCE)).isAfter(now);
        if (holder.isEmpty()) {
            return new GivenBack(namespace, renewed);
        }
        return current ? new Acting(namespace, holder, renewed) : new Lapsed(namespace, holder, renewed);
    }
}
