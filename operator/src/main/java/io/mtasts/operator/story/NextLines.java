package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.NextStep;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.policy.DurationText;
import io.mtasts.policy.PolicyId;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What comes next and when, and which command helps. */
final class NextLines {
    private NextLines() {}

    static Section of(StoryInput gathered) {
        var lines = new ArrayList<Line>();
        leaving(gathered).ifPresent(lines::add);
        var next = gathered.status().flatMap(status -> Optional.ofNullable(status.next()));
        next.map(step -> step(step, gathered)).ifPresent(lines::add);
        if (lines.isEmpty() && isComplete(gathered)) {
            lines.add(new Line(Mark.OK, "Nothing: what the spec asks for is served."));
        }
        lines.add(
                switch (gathered.operator()) {
                    case OperatorLife.Lapsed _, OperatorLife.GivenBack _ ->
                        new Line(Mark.NONE, "Nothing happens until an operator is the leader again.");
                    case OperatorLife.Acting _, OperatorLife.NoLease _, OperatorLife.NotKnown _ -> look(gathered);
                });
        return new Section("Next", lines);
    }

    private static boolean isComplete(StoryInput gathered) {
        return gathered.status()
                .flatMap(status -> status.condition(ConditionType.RolloutComplete))
                .filter(condition -> condition.holds())
                .isPresent();
    }

    private static Optional<Line> leaving(StoryInput gathered) {
        var retirement = gathered.status().map(MailDomainPolicyStatus::retirement);
        if (retirement.isPresent()) {
            return retirement.map(one -> retiring(one, gathered));
        }
        return gathered.isBeingDeleted() ? Optional.of(going(gathered)) : Optional.empty();
    }

    /** An enforce policy that DNS still names has no end for some senders: the record has to go first. */
    private static Line retiring(Retirement retirement, StoryInput gathered) {
        var named = gathered.status().flatMap(NextLines::namedEnforce);
        if (named.isPresent()) {
            return new Line(
                    Mark.INFO,
                    "Retiring since %s. The record _mta-sts.%s has to be changed or removed first: while it names %s, an enforce policy, that policy never ends for some senders, and neither does this. Mode none is served meanwhile; %s after the record no longer names it, no sender has it cached any more, and the resource is removed."
                            .formatted(
                                    Moment.since(retirement.since()),
                                    gathered.policy().getSpec().domain(),
                                    PolicyId.shortForm(named.get().id()),
                                    DurationText.exact(
                                            Duration.ofSeconds(named.get().maxAgeSeconds()))));
        }
        var said =
                "Retiring since %s, until no sender can still have an enforce policy cached%s. Until then mode none is served, so that senders drop what they have cached."
                        .formatted(
                                Moment.since(retirement.since()),
                                retirement.deadline() == null
                                        ? ""
                                        : ", and at %s at the latest".formatted(Moment.until(retirement.deadline())));
        return new Line(Mark.INFO, said);
    }

    private static Optional<LedgerEntry> namedEnforce(MailDomainPolicyStatus status) {
        return Optional.ofNullable(status.record())
                .flatMap(record -> status.ledger().stream()
                        .filter(entry ->
                                entry.mode() == PolicyMode.ENFORCE && entry.id().equals(record.id()))
                        .findFirst());
    }

    private static Line going(StoryInput gathered) {
        var metadata = gathered.policy().getMetadata();
        var finalizers = Objects.requireNonNullElse(metadata.getFinalizers(), List.<String>of());
        return new Line(
                Mark.INFO,
                "Deleted at %s; it is removed once the operator has released it%s."
                        .formatted(
                                Moment.since(Instant.parse(metadata.getDeletionTimestamp())),
                                finalizers.isEmpty() ? "" : " (finalizer " + String.join(", ", finalizers) + ")"));
    }

    private static Line step(NextStep next, StoryInput gathered) {
        var what = next.at() == null
                ? Objects.requireNonNullElse(next.summary(), next.action())
                : "%s at %s".formatted(next.action(), Moment.until(next.at()));
        var to = next.id() == null ? "" : ", policy %s".formatted(PolicyId.shortForm(next.id()));
        var message = next.message() == null || gathered.isSaid(next.message()) ? "" : " " + next.message();
        return new Line(Mark.INFO, what + to + "." + message);
    }

    private static Line look(StoryInput gathered) {
        return new Line(
                Mark.NONE,
                "The operator probes every %s. To request a probe now:"
                        .formatted(gathered.policy().getSpec().checks().interval()),
                "",
                "",
                List.of(gathered.annotate("--overwrite mtasts.io/check=\"$(date +%s)\"")));
    }
}
