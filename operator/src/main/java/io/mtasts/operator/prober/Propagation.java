package io.mtasts.operator.prober;

import io.mtasts.observe.PublicView;
import io.mtasts.observe.https.PolicyOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a policy has been seen to spread. The record may name a policy only when every ready pod and every public address
 * have given its bytes in {@value #LOOKS} probes in a row over at least the propagation time: otherwise a sender could keep an old
 * body under the new id (RFC 8461 section 8.1). One of our own addresses need not answer from here: its pods do.
 *
 * @param id of the policy
 * @param looks good probes in a row
 * @param first when the first of them was
 * @param last when the latest of them was
 * @param otherBytes whether the latest probe met other bytes somewhere
 * @param age the greatest age, by an {@code Age} header, of an answer in these probes: a cache to be waited out
 */
public record Propagation(String id, int looks, Instant first, Instant last, boolean otherBytes, Duration age) {
    /** So many good probes in a row it takes. */
    public static final int LOOKS = 3;

    /** Before anything was seen. */
    public static Propagation none(String id, Instant now) {
        return new Propagation(id, 0, now, now, false, Duration.ZERO);
    }

    /** Has it been seen everywhere for long enough? */
    public boolean complete(Duration propagation) {
        return looks >= LOOKS
                && !Duration.between(first, last).minus(propagation.plus(age)).isNegative();
    }

    /** After one more probe. Should the clock have been set back since the last, it is counted from this one. */
    Propagation after(String expectedId, String body, PublicView view, List<PodAnswer> pods, OwnAddresses own) {
        var now = view.observedAt();
        if (!id.equals(expectedId)) {
            return none(expectedId, now).after(expectedId, body, view, pods, own);
        }
        if (metOtherBytes(body, view, pods)) {
            return new Propagation(id, 0, now, now, true, Duration.ZERO);
        }
        if (!seenEverywhere(body, view, pods, own)) {
            return none(id, now);
        }
        var oldest = age.compareTo(age(view)) > 0 ? age : age(view);
        return looks == 0 || now.isBefore(last)
                ? new Propagation(id, 1, now, now, false, oldest)
                : new Propagation(id, looks + 1, first, now, false, oldest);
    }

    private static boolean metOtherBytes(String body, PublicView view, List<PodAnswer> pods) {
        return pods.stream()
                        .anyMatch(pod -> pod instanceof PodAnswer.Answered answer
                                && answer.status() == 200
                                && !answer.body().equals(body))
                || answers(view).stream()
                        .anyMatch(answer ->
                                answer.status() == 200 && !answer.body().equals(body));
    }

    private static boolean seenEverywhere(String body, PublicView view, List<PodAnswer> pods, OwnAddresses own) {
        boolean byPods = !pods.isEmpty()
                && pods.stream()
                        .allMatch(pod -> pod instanceof PodAnswer.Answered answer
                                && answer.status() == 200
                                && answer.body().equals(body));
        var answers = answers(view);
        boolean inPublic = !answers.isEmpty()
                && own.unseen(view.policyHost()).isEmpty()
                && view.policyHost().attempts().stream()
                        .map(attempt -> attempt.outcome())
                        .filter(outcome -> !(outcome instanceof PolicyOutcome.Unreachable))
                        .allMatch(outcome -> outcome instanceof PolicyOutcome.Answered answer
                                && answer.status() == 200
                                && answer.body().equals(body));
        return byPods && inPublic;
    }

    private static List<PolicyOutcome.Answered> answers(PublicView view) {
        return view.policyHost().attempts().stream()
                .map(attempt -> attempt.outcome())
                .filter(PolicyOutcome.Answered.class::isInstance)
                .map(PolicyOutcome.Answered.class::cast)
                .toList();
    }

    private static Duration age(PublicView view) {
        return answers(view).stream()
                .map(answer -> seconds(answer.age()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** An Age header is a number of seconds (RFC 9111 section 5.1); anything else says nothing. A day is waited for at most. */
    private static Duration seconds(Optional<String> age) {
        return age.filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), 86_400)))
                .orElse(Duration.ZERO);
    }
}
