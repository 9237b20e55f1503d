package io.mtasts.operator.story;

import io.fabric8.kubernetes.api.model.Event;
import io.mtasts.policy.DurationText;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;

/** What happened lately, newest first. */
final class EventLines {
    private static final int SHOWN = 5;
    private static final String CUT_OFF = "…";

    private EventLines() {}

    static Optional<Section> of(StoryInput gathered) {
        var lines = gathered.events().stream()
                .filter(event -> time(event).isPresent())
                .sorted(Comparator.comparing((Event event) -> time(event).orElse(Instant.MIN))
                        .reversed())
                .limit(SHOWN)
                .map(event -> line(event, gathered))
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Section("Events", lines));
    }

    private static Line line(Event event, StoryInput gathered) {
        var then = time(event).orElse(gathered.now());
        var ago = DurationText.rough(
                then.isAfter(gathered.now()) ? Duration.ZERO : Duration.between(then, gathered.now()));
        var message = Optional.ofNullable(event.getMessage())
                .filter(text -> !gathered.isSaid(withoutEnd(text)))
                .map(text -> ": " + text)
                .orElse("");
        return new Line(Mark.NONE, "%s ago  %s  %s%s".formatted(ago, event.getType(), event.getReason(), message));
    }

    private static String withoutEnd(String text) {
        return text.endsWith(CUT_OFF) ? text.substring(0, text.length() - CUT_OFF.length()) : text;
    }

    private static Optional<Instant> time(Event event) {
        return Optional.ofNullable(event.getLastTimestamp())
                .or(() ->
                        Optional.ofNullable(event.getEventTime()).flatMap(time -> Optional.ofNullable(time.getTime())))
                .map(EventLines::instant);
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
