package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.report.ExitStatus;
import io.mtasts.report.Mark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a domain stands.
 *
 * @param verdict what it means for mail, a sentence
 * @param worst the reason that Ready is not True, or empty
 */
public record Story(StoryInput gathered, List<Section> sections, String verdict, Optional<String> worst) {
    /** Tells it, in the order in which a person asks. */
    public static Story of(StoryInput gathered) {
        var sections = Stream.of(
                        Optional.of(OperatorLines.of(gathered)),
                        Optional.of(PolicyLines.of(gathered)),
                        RecordLines.of(gathered),
                        MailServerLines.of(gathered),
                        SenderLines.of(gathered),
                        ConditionLines.of(gathered),
                        EventLines.of(gathered),
                        Optional.of(NextLines.of(gathered)))
                .flatMap(Optional::stream)
                .toList();
        var ready = gathered.status().flatMap(status -> status.condition(ConditionType.Ready));
        return new Story(
                gathered,
                sections,
                verdict(gathered),
                ready.filter(condition -> !condition.holds()).map(Condition::reason));
    }

    private static String verdict(StoryInput gathered) {
        var said = StoryVerdict.of(gathered);
        return switch (gathered.operator()) {
            case OperatorLife.Lapsed lapsed -> said + nobodyLooksSince(lapsed.renewed());
            case OperatorLife.GivenBack given -> said + nobodyLooksSince(given.since());
            case OperatorLife.Acting _, OperatorLife.NoLease _, OperatorLife.NotKnown _ -> said;
        };
    }

    private static String nobodyLooksSince(Instant time) {
        return " Nothing has been probed since %s.".formatted(Moment.since(time));
    }

    /** As {@code check} has it: 1 when anything is wrong, else 3 when anything is not known, else 0. */
    public int exit() {
        var marks = sections.stream()
                .flatMap(section -> section.lines().stream())
                .map(Line::mark)
                .toList();
        if (marks.contains(Mark.ERROR)) {
            return ExitStatus.ERROR;
        }
        return marks.contains(Mark.UNKNOWN) ? ExitStatus.UNKNOWN : ExitStatus.GOOD;
    }
}
