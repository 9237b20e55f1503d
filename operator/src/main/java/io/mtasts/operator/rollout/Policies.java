package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Policies as the API describes them, in the words of RFC 8461. */
public final class Policies {
    /** A policy of ours has a revision below this. */
    private static final int MOST_REVISIONS = 100;

    /** A policy that is tried out should be forgotten soon: its max_age is at most a day, in seconds. */
    private static final int TRIAL_MAX_AGE = 86_400;

    private Policies() {}

    /** The same in mode testing, to be tried out. */
    static StsPolicy trial(MailDomainPolicySpec spec) {
        return new StsPolicy(Mode.TESTING, of(spec).mx(), Math.min(spec.maxAgeSeconds(), TRIAL_MAX_AGE));
    }

    /**
     * Asks nothing of senders. It keeps the mx lines of what was served before, or of the spec, or else what senders hold: some take mode none
     * without any for no policy, and go on enforcing the one that they have.
     */
    static StsPolicy none(RolloutInput input, int maxAgeSeconds, List<LedgerEntry> held) {
        var patterns = Stream.of(
                        input.served().map(ServedPolicy::mx).orElse(List.of()),
                        input.spec().mx(),
                        held.stream()
                                .flatMap(entry -> entry.mx().stream())
                                .distinct()
                                .toList())
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        return new StsPolicy(Mode.NONE, patterns.stream().map(MxPattern::new).toList(), maxAgeSeconds);
    }

    /** As much of an id as tells policies apart. */
    public static String shortId(String id) {
        return PolicyId.shortForm(id);
    }

    /** The same of a policy. */
    public static String shortId(ServedPolicy policy) {
        return shortId(String.valueOf(policy.id()));
    }

    /** The revision that gives a body such an id, if one below {@value #MOST_REVISIONS} does. */
    public static OptionalInt revision(String body, Predicate<String> id) {
        return IntStream.range(0, MOST_REVISIONS)
                .filter(number -> id.test(PolicyId.of(body, number).text()))
                .findFirst();
    }

    /** Is that policy's id one of ours, and not one that was found in DNS? */
    public static boolean isUnderOwnId(ServedPolicy policy) {
        return policy.body() != null
                && PolicyId.of(policy.body(), policy.revision()).text().equals(policy.id());
    }

    /** The policy that a spec describes. */
    public static StsPolicy of(MailDomainPolicySpec spec) {
        return new StsPolicy(
                mode(spec.mode()), spec.mx().stream().map(MxPattern::new).toList(), spec.maxAgeSeconds());
    }

    /** The API's word for a mode as the RFC's. */
    public static Mode mode(PolicyMode mode) {
        return switch (mode) {
            case NONE -> Mode.NONE;
            case TESTING -> Mode.TESTING;
            case ENFORCE -> Mode.ENFORCE;
        };
    }

    /** The RFC's word for a mode as the API's. */
    public static PolicyMode mode(Mode mode) {
        return switch (mode) {
            case NONE -> PolicyMode.NONE;
            case TESTING -> PolicyMode.TESTING;
            case ENFORCE -> PolicyMode.ENFORCE;
        };
    }
}
