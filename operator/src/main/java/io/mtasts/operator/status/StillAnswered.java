package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.FetchedBody;
import io.mtasts.operator.lookout.PodAnswer;
import io.mtasts.operator.lookout.Sighting;
import io.mtasts.operator.rollout.Policies;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Earlier policies whose bytes a look still met: senders may fetch them, and keep them from then. */
final class StillAnswered {
    private static final int OK = 200;

    private StillAnswered() {}

    /** Their ids in the ledger. */
    static Set<String> of(Situation situation, Sighting sighting, Optional<ServedPolicy> served) {
        var now = served.map(ServedPolicy::body);
        var others = bodies(sighting)
                .filter(body -> !now.equals(Optional.of(body)))
                .distinct()
                .toList();
        return situation.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()).stream()
                .map(LedgerEntry::id)
                .filter(id -> others.stream()
                        .anyMatch(body -> Policies.revision(body, id::equals).isPresent()))
                .collect(Collectors.toSet());
    }

    private static Stream<String> bodies(Sighting sighting) {
        var byPods = sighting.pods().stream()
                .flatMap(pod -> pod instanceof PodAnswer.Answered answer && answer.status() == OK
                        ? Stream.of(answer.body())
                        : Stream.empty());
        return Stream.concat(FetchedBody.of(sighting.view()).stream().map(FetchedBody::body), byPods);
    }
}
