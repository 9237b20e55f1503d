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

    private static final int SHORT_ID = 8;

    private Rollout() {}

    /** What to serve from now on. Written ahead: the bytes follow when the status has been read back. */
    public static Decision decide(Facts facts) {
        if (facts.handOver() == HandOver.DONE && facts.served().isPresent()) {
            return Decision.nothing(
                    new Standing.HandedOver(),
                    List.of(News.of("HandedOver", "Another resource serves the domain now.")));
        }
        if (facts.deletion().isPresent()) {
            return facts.handOver() == HandOver.UNDER_WAY
                            && !facts.deletion().get().atOnce()
                    ? decision(facts, facts.served(), Optional.empty(), new Standing.AsBefore())
                    : Removal.decide(facts, facts.deletion().get());
        }
        return facts.accepted() && facts.served().isEmpty() ? begin(facts) : goOn(facts);
    }

    /** MTA-STS may have been there before: it goes on from where it is. */
    private static Decision begin(Facts facts) {
        return switch (facts.contact()) {
            case FirstContact.NotYet() -> Decision.nothing(new Standing.FirstLook(), List.of());
            case FirstContact.Nothing() -> goOn(facts);
            case FirstContact.RecordAlone alone ->
                goOn(facts.goingOnFrom(Optional.empty(), List.of(alone.entry())))
                        .with(News.warning(
                                "RecordFound",
                                "A record names policy %s, which cannot be fetched: senders may hold one of mode enforce for a year."
                                        .formatted(alone.id())));
            case FirstContact.Found(var policy, var ledger) ->
                goOn(facts.goingOnFrom(Optional.of(policy), ledger))
                        .with(News.of(
                                "PolicyAdopted",
                                "Policy %s of mode %s was served already: it goes on from there."
                                        .formatted(
                                                shortId(String.valueOf(policy.id())),
                                                mode(policy.mode()).text())));
        };
    }

    private static Decision goOn(Facts facts) {
        if (!facts.accepted()) {
            return decision(facts, facts.served(), facts.soak(), new Standing.AsBefore());
        }
        var spec = facts.spec();
        if (spec.mode() != PolicyMode.ENFORCE) {
            return decision(facts, serving(facts, policy(spec)), Optional.empty(), new Standing.Complete());
        }
        var trial = trial(spec);
        if (facts.wishes().holds()) {
            var held = decision(facts, serving(facts, trial), Optional.empty(), new Standing.Held());
            return isNew(held, facts) && isEnforcing(facts)
                    ? held.with(News.warning(
                            "Held",
                            "Mode testing is served instead of enforce, since the annotation %s asks for it."
                                    .formatted(Wishes.HOLD)))
                    : held;
        }
        return isEnforcing(facts) || spec.rollout().strategy() == RolloutStrategy.IMMEDIATE
                ? enforce(facts, Optional.empty())
                : soak(facts, trial);
    }

    private static boolean isEnforcing(Facts facts) {
        return facts.served()
                .filter(policy -> policy.mode() == PolicyMode.ENFORCE)
                .isPresent();
    }

    private static boolean isNew(Decision decision, Facts facts) {
        return !decision.serve().equals(facts.served());
    }

    private static Decision soak(Facts facts, StsPolicy trial) {
        var soak = facts.spec().rollout().soak().duration();
        var tried = serving(facts, trial).orElseThrow();
        var id = Objects.requireNonNull(tried.id());
        boolean isTried = facts.served().filter(tried::equals).isPresent();
        boolean wished = isTried && facts.wishes().promotes(id);
        if (!facts.clockAgrees() && !wished) {
            return decision(facts, Optional.of(tried), facts.soak(), new Standing.ClockDoubtful());
        }
        var clock = SoakClock.after(id, facts.soak(), isTried ? facts.seen() : Optional.empty(), soak);
        boolean good = isTried
                && facts.seen()
                        .filter(seen -> isFresh(seen, tried) && seen.evidence() == Evidence.GOOD)
                        .isPresent();
        if (wished || (good && clock.goodFor().compareTo(soak) >= 0)) {
            var promoted = enforce(facts, clock.kept());
            return isNew(promoted, facts) ? promoted.with(promotion(id, wished)) : promoted;
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

    private static News promotion(String id, boolean wished) {
        return News.of(
                "Promoted",
                wished
                        ? "Mode enforce is served from now on, since the annotation %s names policy %s."
                                .formatted(Wishes.PROMOTE, shortId(id))
                        : "Mode enforce is served from now on: all was good for the soak.");
    }

    private static boolean isFresh(Seen seen, ServedPolicy policy) {
        return policy.seenSince() != null && !seen.at().isBefore(policy.seenSince());
    }

    private static StsPolicy trial(MailDomainPolicySpec spec) {
        return new StsPolicy(Mode.TESTING, policy(spec).mx(), Math.min(spec.maxAgeSeconds(), TRIAL_MAX_AGE));
    }

    /** What covers more is never withheld: it is the cure at three in the morning. */
    private static Decision enforce(Facts facts, Optional<Soak> soak) {
        var goal = policy(facts.spec());
        var id = idOf(facts, goal);
        if (facts.wishes().forces(id)) {
            var next = decision(facts, serving(facts, goal), Optional.empty(), new Standing.Complete());
            return isNew(next, facts) ? next.with(forced(id)) : next;
        }
        boolean first = facts.served().isEmpty();
        if (!first && !narrows(facts.served().get(), goal)) {
            return decision(facts, serving(facts, goal), Optional.empty(), new Standing.Complete());
        }
        var lost = facts.seen().map(seen -> lost(facts.served(), goal, seen)).orElse(List.of());
        if (!lost.isEmpty() || facts.seen().filter(seen -> !seen.mxKnown()).isPresent()) {
            var stays = facts.served().or(() -> serving(facts, trial(facts.spec())));
            return decision(facts, stays, soak, new Standing.WouldRejectMail(id, lost));
        }
        boolean justSeen = facts.seen()
                .filter(_ -> facts.clockAgrees())
                .filter(seen -> Duration.between(seen.at(), facts.now()).abs().compareTo(JUST_NOW) < 0)
                .isPresent();
        return first || justSeen
                ? decision(facts, serving(facts, goal), Optional.empty(), new Standing.Complete())
                : decision(facts, facts.served(), soak, new Standing.Looking(id));
    }

    private static News forced(String id) {
        return News.warning(
                "Forced",
                "Policy %s is served from now on, since the annotation %s names it."
                        .formatted(shortId(id), Wishes.FORCE));
    }

    /** Mail servers where senders deliver now, and would not under the next policy; without enforce they deliver everywhere. */
    private static List<String> lost(Optional<ServedPolicy> served, StsPolicy goal, Seen seen) {
        var enforced = served.filter(policy -> policy.mode() == PolicyMode.ENFORCE);
        return seen.mx().stream()
                .filter(host ->
                        enforced.map(policy -> Ledger.covers(policy.mx(), host)).orElse(true))
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
        return new Decision(serve, Ledger.after(facts, serve), soak, Optional.empty(), standing, List.of());
    }

    /** As it is served already, or anew. */
    static Optional<ServedPolicy> serving(Facts facts, StsPolicy policy) {
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

    /**
     * What is served so far, by what the latest look says of it.
     *
     * @param published the id that DNS names
     */
    public static Optional<ServedPolicy> seen(
            Optional<ServedPolicy> served,
            Optional<Propagation> progress,
            Duration propagation,
            Optional<String> published,
            Instant now) {
        return served.map(policy -> withSeen(policy, progress, propagation, published, now));
    }

    /** Seen stays seen until somewhere other bytes are met: from then on the record must not be published anew. */
    private static ServedPolicy withSeen(
            ServedPolicy policy,
            Optional<Propagation> seen,
            Duration propagation,
            Optional<String> published,
            Instant now) {
        var ofThis = seen.filter(progress -> progress.id().equals(policy.id()));
        if (ofThis.isEmpty()) {
            return policy;
        }
        if (ofThis.get().otherBytes()) {
            boolean named = published.equals(Optional.ofNullable(policy.id()));
            return policy.seenSince() != null && named ? renewed(policy, now) : seenSince(policy, null);
        }
        return policy.seenSince() == null && ofThis.get().complete(propagation)
                ? seenSince(policy, ofThis.get().last())
                : policy;
    }

    /** Under the id that it had, senders may by now hold the other bytes: they look again only when the id is another. */
    private static ServedPolicy renewed(ServedPolicy policy, Instant now) {
        int revision = policy.revision() + 1;
        return new ServedPolicy(
                PolicyId.of(Objects.requireNonNull(policy.body()), revision).text(),
                revision,
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                now,
                null);
    }

    /** As it is, seen by a person. */
    public static ServedPolicy attested(ServedPolicy policy, Instant now) {
        return policy.seenSince() == null ? seenSince(policy, now) : policy;
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

    /** As much of an id as tells policies apart. */
    public static String shortId(String id) {
        return id.substring(0, Math.min(SHORT_ID, id.length()));
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
