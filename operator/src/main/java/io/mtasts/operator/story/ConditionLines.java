package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.check.Severity;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.policy.DurationText;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong: the conditions that are not True, and those that are True with a warning. */
final class ConditionLines {
    private ConditionLines() {}

    static Optional<Section> of(StoryInput gathered) {
        return gathered.status()
                .filter(status -> !status.conditions().isEmpty())
                .map(status -> new Section("Conditions", lines(gathered, status)));
    }

    private static List<Line> lines(StoryInput gathered, MailDomainPolicyStatus status) {
        var lines = new ArrayList<Line>();
        worthSaying(gathered).stream()
                .map(condition -> line(condition, gathered))
                .sorted(Comparator.comparing(Line::mark).reversed())
                .forEach(lines::add);
        long good = status.conditions().stream().filter(Condition::holds).count();
        if (good == status.conditions().size()) {
            lines.add(new Line(Mark.OK, "All %d are True.".formatted(good)));
        }
        return lines;
    }

    /** Ready and Stalled repeat another condition's words, as a rule. */
    private static List<Condition> worthSaying(StoryInput gathered) {
        return gathered.status().stream()
                .flatMap(status -> status.conditions().stream()
                        .filter(condition -> !condition.holds() || mark(condition, gathered) == Mark.WARNING)
                        .filter(condition -> !isSummary(condition)
                                || status.conditions().stream()
                                        .filter(other -> !isSummary(other))
                                        .noneMatch(other -> other.message().equals(condition.message()))))
                .toList();
    }

    private static boolean isSummary(Condition condition) {
        return condition.is(ConditionType.Ready) || condition.is(ConditionType.Stalled);
    }

    private static Line line(Condition condition, StoryInput gathered) {
        return new Line(
                mark(condition, gathered),
                condition.message(),
                "",
                "%s=%s, %s, for %s"
                        .formatted(
                                condition.type(),
                                text(condition.status()),
                                condition.reason(),
                                since(condition.lastTransitionTime(), gathered.now())),
                List.of());
    }

    private static String since(Instant then, Instant now) {
        return DurationText.rough(then.isAfter(now) ? Duration.ZERO : Duration.between(then, now));
    }

    private static String text(ConditionStatus status) {
        return switch (status) {
            case TRUE -> "True";
            case FALSE -> "False";
            case UNKNOWN -> "Unknown";
        };
    }

    /** By the severity of its reason; one that this version does not know counts as its status says. */
    private static Mark mark(Condition condition, StoryInput gathered) {
        if (isMeant(condition, gathered)) {
            return Mark.INFO;
        }
        var severity = reason(condition.reason()).map(Reason::severity);
        return switch (condition.status()) {
            case TRUE -> severity.filter(Severity.WARNING::equals).isPresent() ? Mark.WARNING : Mark.OK;
            case FALSE -> severity.filter(Severity.INFO::equals).isPresent() ? Mark.INFO : Mark.ERROR;
            case UNKNOWN -> Mark.UNKNOWN;
        };
    }

    /** What a person has asked for is not wrong: not to look at TLS, or to take the policy back. */
    private static boolean isMeant(Condition condition, StoryInput gathered) {
        return condition.reason().equals(ObservedReason.Disabled.name())
                || (gathered.isBeingDeleted() && condition.reason().equals(OperatorReason.Retiring.name()));
    }

    /** The reason of that name. */
    private static Optional<Reason> reason(String name) {
        return Stream.<Reason[]>of(ObservedReason.values(), OperatorReason.values())
                .flatMap(Stream::of)
                .filter(reason -> reason.name().equals(name))
                .findFirst();
    }
}
