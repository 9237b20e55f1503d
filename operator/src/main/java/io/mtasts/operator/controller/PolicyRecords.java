package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.conditions.NewSteps;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.DesiredRecordsOf;
import io.mtasts.operator.publish.RecordPublisher;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of a policy at its update server, where it has one: as the status says, and gone before the resource goes. */
final class PolicyRecords {
    private final RecordPublisher<ResourceID> publisher;

    PolicyRecords(RecordPublisher<ResourceID> publisher) {
        this.publisher = publisher;
    }

    /**
     * Has them published as the status says, which has been read back; while the spec is not accepted, only what names the served policy.
     *
     * @param check what a probe was last asked for by hand
     */
    void publish(PolicyInput input, MailDomainPolicyStatus status, String check) {
        var id = ResourceID.fromResource(input.policy());
        var desired = NewSteps.allowed(status)
                ? DesiredRecordsOf.of(input.policy(), input.route(), check)
                : DesiredRecordsOf.ofServed(input.policy(), input.route(), check)
                        .filter(_ -> input.ownsDomain());
        desired.ifPresentOrElse(
                wanted -> publisher.keep(id, wanted, contradicted(input, status)), () -> publisher.forget(id));
    }

    /** When a probe last showed that the public does not get a record that is not withheld. */
    private static Optional<Instant> contradicted(PolicyInput input, MailDomainPolicyStatus status) {
        boolean missing = Stream.of(ConditionType.RecordPublished, ConditionType.TLSReportingPublished)
                .flatMap(type -> status.condition(type).stream())
                .anyMatch(condition -> condition.status() == ConditionStatus.FALSE);
        return input.probe().filter(_ -> missing).map(seen -> seen.view().observedAt());
    }

    /** Leaves them as they are, and takes care of them no more. */
    void forget(ResourceID id) {
        publisher.forget(id);
    }

    /**
     * Starts to take away the records of one that is being deleted, as far as an update server has them and they are ours. Gives true once
     * that is done, or has been tried for a minute; to be asked again until then, and before the status forgets the policy. Where the domain
     * has moved on, whatever is there serves whoever has it now: it stays.
     */
    boolean withdrawn(Preconditions preconditions) {
        var input = preconditions.input();
        var id = ResourceID.fromResource(input.policy());
        boolean withdrawn = preconditions.hostHasMovedOn()
                || DesiredRecordsOf.ofAllOurs(input.policy(), input.route())
                        .map(desired -> publisher.withdrawn(id, desired))
                        .orElse(true);
        if (withdrawn) {
            publisher.forget(id);
        }
        return withdrawn;
    }
}
