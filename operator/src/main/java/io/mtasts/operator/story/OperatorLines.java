package io.mtasts.operator.story;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.mtasts.operator.leader.Leadership;
import io.mtasts.operator.story.OperatorLife.Acting;
import io.mtasts.operator.story.OperatorLife.GivenBack;
import io.mtasts.operator.story.OperatorLife.Lapsed;
import io.mtasts.operator.story.OperatorLife.NoLease;
import io.mtasts.operator.story.OperatorLife.NotKnown;
import io.mtasts.policy.DurationText;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Is the operator alive, and is what the status says about the spec of now? */
final class OperatorLines {
    private static final String CHECK = "mtasts.io/check";

    /** So long a new resource may be without a word. */
    private static final Duration FIRST_WORD = Duration.ofMinutes(1);

    private static final String NOBODY_LOOKS =
            " What is served stays served, but nothing is probed, and what follows is as last recorded.";

    private OperatorLines() {}

    static Section of(StoryInput gathered) {
        var lines = new ArrayList<Line>();
        lines.add(life(gathered.operator(), gathered.now()));
        boolean acting = gathered.operator() instanceof Acting;
        if (gathered.status().isEmpty()) {
            lines.add(nothingWritten(gathered));
        } else if (!acting) {
            lastWritten(gathered.policy().getMetadata()).ifPresent(lines::add);
        }
        behind(gathered).ifPresent(lines::add);
        lookAskedFor(gathered).ifPresent(lines::add);
        return new Section("Operator", lines);
    }

    private static Line life(OperatorLife life, Instant now) {
        return switch (life) {
            case Acting(var namespace, var holder, var renewed) ->
                new Line(
                        Mark.OK,
                        "%s in namespace %s is the leader; it renewed its Lease %s ago."
                                .formatted(holder, namespace, DurationText.rough(atLeastNothing(renewed, now))));
            case Lapsed(var namespace, var holder, var renewed) ->
                new Line(
                        Mark.ERROR,
                        "No operator has been the leader since %s: %s in namespace %s has not renewed its Lease since then."
                                        .formatted(Moment.since(renewed), holder, namespace)
                                + NOBODY_LOOKS,
                        "",
                        "",
                        pods(namespace));
            case GivenBack(var namespace, var since) ->
                new Line(
                        Mark.ERROR,
                        "No operator has been the leader since %s: the one in namespace %s stopped, and no other has taken its Lease."
                                        .formatted(Moment.since(since), namespace)
                                + NOBODY_LOOKS,
                        "",
                        "",
                        pods(namespace));
            case NoLease(var where) ->
                new Line(
                        Mark.NONE,
                        "Whether an operator is running is not known: there is no Lease %s %s, and an operator that runs without --leader-election has none."
                                .formatted(Leadership.LEASE, where));
            case NotKnown(var why) ->
                new Line(Mark.NONE, "Whether an operator is running is not known: %s.".formatted(why));
        };
    }

    private static Duration atLeastNothing(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.ZERO : Duration.between(then, now);
    }

    private static List<String> pods(String namespace) {
        return List.of("kubectl get pods -n %s -l app.kubernetes.io/component=operator".formatted(namespace));
    }

    private static Line nothingWritten(StoryInput gathered) {
        var created = Instant.parse(gathered.policy().getMetadata().getCreationTimestamp());
        boolean fresh = created.plus(FIRST_WORD).isAfter(gathered.now());
        var said = "It was created %s ago, and no operator has written a status yet."
                .formatted(DurationText.rough(atLeastNothing(created, gathered.now())));
        return fresh
                ? new Line(Mark.UNKNOWN, said)
                : new Line(
                        Mark.ERROR,
                        said,
                        "Make sure that one is running and that its setting watchNamespaces, if set, names %s:"
                                .formatted(gathered.policy().getMetadata().getNamespace()),
                        "",
                        List.of("kubectl get deployments -A -l app.kubernetes.io/name=mta-sts-operator"));
    }

    /** In steady state it writes nothing, so an old time proves nothing. */
    private static Optional<Line> lastWritten(ObjectMeta metadata) {
        return Objects.requireNonNullElse(metadata.getManagedFields(), List.<ManagedFieldsEntry>of()).stream()
                .filter(entry -> "status".equals(entry.getSubresource()) && entry.getTime() != null)
                .map(entry -> Instant.parse(entry.getTime()))
                .max(Comparator.naturalOrder())
                .map(time -> new Line(
                        Mark.NONE,
                        "The status was last written at %s; an operator writes only changes."
                                .formatted(Moment.since(time))));
    }

    private static Optional<Line> behind(StoryInput gathered) {
        var generation = gathered.policy().getMetadata().getGeneration();
        return gathered.status()
                .flatMap(status -> Optional.ofNullable(status.observedGeneration()))
                .filter(observed -> generation != null && observed < generation)
                .map(observed -> new Line(
                        Mark.UNKNOWN,
                        "The status is about generation %d of the spec, which has changed since (generation %d)."
                                .formatted(observed, generation)));
    }

    private static Optional<Line> lookAskedFor(StoryInput gathered) {
        var annotations =
                Objects.requireNonNullElse(gathered.policy().getMetadata().getAnnotations(), Map.<String, String>of());
        return Optional.ofNullable(annotations.get(CHECK))
                .filter(check -> gathered.status()
                        .filter(status -> check.equals(status.lastHandledCheck()))
                        .isEmpty())
                .map(_ -> new Line(Mark.UNKNOWN, "The probe that %s requests has not been done yet.".formatted(CHECK)));
    }
}
