package io.mtasts.operator.lookout;

import io.mtasts.check.SeenRecord;
import io.mtasts.observe.Answer;
import io.mtasts.observe.PublicView;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * What one look brought.
 *
 * @param assignment what it was a look at
 * @param pods what each ready pod answered
 * @param names the addresses of each public name
 * @param propagation how far the expected policy has been seen to spread, this look included
 * @param handledCheck the value of {@code mtasts.io/check} that had been asked for when the look began; empty for none
 */
public record Sighting(
        Assignment assignment,
        PublicView view,
        List<PodAnswer> pods,
        Map<String, Answer<InetAddress>> names,
        Propagation propagation,
        String handledCheck) {
    public Sighting {
        pods = List.copyOf(pods);
        names = Map.copyOf(names);
    }

    /** Does the record that the resolvers answer with name the policy that was expected? */
    boolean recordNamesIt() {
        return assignment
                .expected()
                .filter(expected -> SeenRecord.of(view.record()).parsed().stream()
                        .anyMatch(record -> record.id().text().equals(expected.id())))
                .isPresent();
    }
}
