package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.FetchedBody;
import io.mtasts.operator.prober.PodAnswer;
import io.mtasts.operator.prober.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Bytes other than those of the policy served that a probe still met: senders may fetch them, and keep them from then. */
final class StillAnswered {
    private static final int OK = 200;

    private StillAnswered() {}

    /** Their bodies, each once. */
    static List<String> of(ProbeResult probe, Optional<ServedPolicy> served) {
        var now = served.map(ServedPolicy::body);
        return bodies(probe)
                .filter(body -> !now.equals(Optional.of(body)))
                .distinct()
                .toList();
    }

    private static Stream<String> bodies(ProbeResult probe) {
        var byPods = probe.pods().stream()
                .flatMap(pod -> pod instanceof PodAnswer.Answered answer && answer.status() == OK
                        ? Stream.of(answer.body())
                        : Stream.empty());
        return Stream.concat(FetchedBody.of(probe.view()).stream().map(FetchedBody::body), byPods);
    }
}
