package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.operator.lookout.Propagation;
import io.mtasts.operator.rollout.Seen.Evidence;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is served: mode testing first, enforce once everything that senders depend on has been good for the soak, and nothing that
 * would make them refuse mail which they deliver now. A pure function of {@link Facts}.
 */
public final class Rollout {
    /** A policy that is tried out should be forgotten soon: its max_age is at most a day, in seconds. */
    private static final int TRIAL_MAX_AGE = 86_400;

    /** A look may be so old and still tell which mail servers there are, before a policy is served that covers fewer. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private Rollout() {}

    /** What to serve from now on. Written ahead: the bytes follow when the status has been read back. */
    public static Decision decide(Facts facts) {
        if (!facts.accepted()) {
            return decision(facts, facts.served(), facts.soak(), new Standing.AsBefore());
        }
        var spec = facts.spec();
        if (spec.mode() != PolicyMode.ENFORCE) {
            return decision(facts, serving(facts, policy(spec)), Optional.empty(), new Standing.Complete());
        }
        var trial = new StsPolicy(Mode.TESTING, policy(spec).mx(), Math.min(spec.maxAgeSeconds(), TRIAL_MAX_AGE));
        if (facts.wishes().holds()) {
            return decision(facts, serving(facts, trial), Optional.empty(), new Standing.Held());
        }
        boolean enforcing = facts.served()
                .filter(policy -> policy.mode() == PolicyMode.ENFORCE)
                .isPresent();
        return enforcing || spec.rollout().strategy() == RolloutStrategy.IMMEDIATE
                ? enforce(facts, Optional.empty())
                : soak(facts, trial);
    }

    private static Decision soak(Facts facts, StsPolicy trial) {
        var soak = facts.spec().rollout().soak().duration();
        var tried = serving(facts, trial).orElseThrow();
        var id = Objects.requireNonNull(tried.id());
        boolean isTried = facts.served().filter(tried::equals).isPresent();
        var clock = SoakClock.after(id, facts.soak(), isTried ? facts.seen() : Optional.empty(), soak);
        boolean good = isTried
                && facts.seen()
                        .filter(seen -> isFresh(seen, tried) && seen.evidence() == Evidence.GOOD)
                        .isPresent();
        if (isTried && (facts.wishes().promotes(id) || (good && clock.goodFor().compareTo(soak) >= 0))) {
            return enforce(facts, clock.kept());
        }
        var amiss = isTried ? facts.seen().map(Seen::amiss).orElse("") : "";
        boolean paused = isTried
                && facts.seen()
                        .filter(seen -> seen.evidence() == Evidence.UNKNOWN)
                        .isPresent();
        var standing = new Standing.Soaking(
                idOf(facts, policy(facts.spec())),
                clock.kept().map(kept -> kept.goodFor().duration()).orElse(Duration.ZERO),
                clock.ends(soak),
                amiss,
                paused);
        return decision(facts, Optional.of(tried), clock.kept(), standing);
    }

    private static boolean isFresh(Seen seen, ServedPolicy policy) {
        return policy.seenSince() != null && !seen.at().isBefore(policy.seenSince());
    }

    /** What covers more is never withheld: it is the cure at three in the morning. */
    private static Decision enforce(Facts facts, Optional<Soak> soak) {
        var goal = policy(facts.spec());
        var id = idOf(facts, goal);
        boolean harmless =
                facts.served().filter(policy -> narrows(policy, goal)).isEmpty();
        if (harmless || facts.wishes().forces(id)) {
            return decision(facts, serving(facts, goal), Optional.empty(), new Standing.Complete());
        }
        var served = facts.served().orElseThrow();
        var lost = facts.seen().map(seen -> lost(served, goal, seen)).orElse(List.of());
        if (!lost.isEmpty() || facts.seen().filter(seen -> !seen.mxKnown()).isPresent()) {
            return decision(facts, facts.served(), soak, new Standing.WouldRejectMail(id, lost));
        }
        boolean justSeen = facts.seen()
                .filter(seen -> Duration.between(seen.at(), facts.now()).compareTo(JUST_NOW) < 0)
                .isPresent();
        return justSeen
                ? decision(facts, serving(facts, goal), Optional.empty(), new Standing.Complete())
                : decision(facts, facts.served(), soak, new Standing.Looking(id));
    }

    /** Mail servers where senders deliver now, and would not under the next policy; in testing they deliver everywhere. */
    private static List<String> lost(ServedPolicy served, StsPolicy goal, Seen seen) {
        return seen.mx().stream()
                .filter(host -> served.mode() != PolicyMode.ENFORCE || Ledger.covers(served.mx(), host))
                .filter(host -> !goal.covers(host))
                .sorted()
                .toList();
    }

    private static boolean narrows(ServedPolicy served, StsPolicy goal) {
        var patterns = goal.mx().stream().map(MxPattern::text).toList();
        return served.mode() != PolicyMode.ENFORCE
                || !served.mx().stream().allMatch(pattern -> Ledger.covers(patterns, pattern));
    }

    private static Decision decision(
            Facts facts, Optional<ServedPolicy> serve, Optional<Soak> soak, Standing standing) {
        return new Decision(serve, Ledger.after(facts, serve), soak, standing);
    }

    /** As it is served already, or anew. */
    private static Optional<ServedPolicy> serving(Facts facts, StsPolicy policy) {
        var body = policy.body();
        return facts.served().filter(served -> body.equals(served.body())).or(() -> {
            int revision = revision(facts, body);
            return Optional.of(new ServedPolicy(
                    PolicyId.of(body, revision).text(),
                    revision,
                    mode(policy.mode()),
                    policy.mx().stream().map(MxPattern::text).toList(),
                    Math.toIntExact(policy.maxAgeSeconds()),
                    body,
                    facts.now(),
                    null));
        });
    }

    private static String idOf(Facts facts, StsPolicy policy) {
        return Objects.requireNonNull(serving(facts, policy).orElseThrow().id());
    }

    /** A body that returns needs an id of its own: a sender that renews what it holds by the id would keep the one in between. */
    private static int revision(Facts facts, String body) {
        var ids = facts.ledger().stream().map(LedgerEntry::id).toList();
        int revision = 0;
        while (ids.contains(PolicyId.of(body, revision).text())) {
            revision++;
        }
        return revision;
    }

    /** What is served so far, by what the latest look says of it. */
    public static Optional<ServedPolicy> seen(
            Optional<ServedPolicy> served, Optional<Propagation> progress, Duration propagation) {
        return served.map(policy -> withSeen(policy, progress, propagation));
    }

    /** Seen stays seen until somewhere other bytes are met: from then on the record must not be published anew. */
    private static ServedPolicy withSeen(ServedPolicy policy, Optional<Propagation> seen, Duration propagation) {
        var ofThis = seen.filter(progress -> progress.id().equals(policy.id()));
        if (ofThis.isEmpty()) {
            return policy;
        }
        if (ofThis.get().otherBytes()) {
            return seenSince(policy, null);
        }
        return policy.seenSince() == null && ofThis.get().complete(propagation)
                ? seenSince(policy, ofThis.get().last())
                : policy;
    }

    private static ServedPolicy seenSince(ServedPolicy policy, @Nullable Instant seenSince) {
        return new ServedPolicy(
                policy.id(),
                policy.revision(),
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                policy.since(),
                seenSince);
    }

    /** The policy that a spec describes. */
    public static StsPolicy policy(MailDomainPolicySpec spec) {
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
