package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.operator.rollout.Observation.Evidence;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what is served: mode testing first, enforce once everything that senders depend on has been good for the soak, and nothing that
 * would make them refuse mail which they deliver now. A pure function of {@link RolloutInput}.
 */
public final class RolloutRules {
    /**
     * A probe may have begun so long ago and still tell which mail servers there are, before a policy is served that covers fewer. It takes a
     * minute at most.
     */
    private static final Duration JUST_NOW = Duration.ofMinutes(2);

    private RolloutRules() {}

    /** What to serve from now on. Written ahead: the bytes follow when the status has been read back. */
    public static Decision decide(RolloutInput facts) {
        if (facts.handOver() == HandOver.DONE && facts.served().isPresent()) {
            return Decision.nothing(new RolloutState.HandedOver(), List.of(RolloutEvent.handedOver()));
        }
        if (facts.deletion().isPresent()) {
            return facts.handOver() == HandOver.UNDER_WAY
                            && !facts.deletion().get().atOnce()
                    ? decision(facts, facts.served(), Optional.empty(), new RolloutState.HandingOver())
                    : Removal.decide(lost(facts), facts.deletion().get());
        }
        return facts.accepted() && facts.served().isEmpty() ? begin(facts) : goOn(facts);
    }

    /** Should the status have been lost, what is found held is what retires. */
    private static RolloutInput lost(RolloutInput facts) {
        return facts.served().isEmpty() && facts.contact() instanceof FirstContact.Found(var policy, var ledger)
                ? facts.goingOnFrom(Optional.of(policy), ledger)
                : facts;
    }

    /** MTA-STS may have been there before: it goes on from where it is. */
    private static Decision begin(RolloutInput facts) {
        return switch (facts.contact()) {
            case FirstContact.NotYet() -> Decision.nothing(new RolloutState.FirstLook(), List.of());
            case FirstContact.Nothing() -> goOn(facts);
            case FirstContact.RecordAlone alone ->
                goOn(facts.goingOnFrom(Optional.empty(), List.of(alone.entry())))
                        .at(alone.host())
                        .with(RolloutEvent.recordFound(alone.id()));
            case FirstContact.Found(var policy, var ledger) ->
                goOn(facts.goingOnFrom(Optional.of(policy), ledger)).with(RolloutEvent.adopted(policy));
        };
    }

    private static Decision goOn(RolloutInput facts) {
        boolean stops = facts.overrides().holds() && isEnforcing(facts);
        if (!facts.accepted() && !stops) {
            return decision(facts, facts.served(), facts.soak(), new RolloutState.AsBefore());
        }
        var spec = facts.spec();
        if (spec.mode() != PolicyMode.ENFORCE) {
            return decision(facts, serving(facts, Policies.of(spec)), Optional.empty(), new RolloutState.Complete());
        }
        var trial = Policies.trial(spec);
        if (facts.overrides().holds()) {
            var held = decision(facts, serving(facts, trial), Optional.empty(), new RolloutState.Held());
            return isNew(held, facts) && isEnforcing(facts) ? held.with(RolloutEvent.held()) : held;
        }
        return isEnforcing(facts) || spec.rollout().strategy() == RolloutStrategy.IMMEDIATE
                ? enforce(facts, Optional.empty())
                : soak(facts, trial);
    }

    private static boolean isEnforcing(RolloutInput facts) {
        return facts.served()
                .filter(policy -> policy.mode() == PolicyMode.ENFORCE)
                .isPresent();
    }

    private static boolean isNew(Decision decision, RolloutInput facts) {
        return !decision.serve().equals(facts.served());
    }

    private static Decision soak(RolloutInput facts, StsPolicy trial) {
        var soak = facts.spec().rollout().soak().duration();
        var tried = serving(facts, trial).orElseThrow();
        var id = Objects.requireNonNull(tried.id());
        boolean isTried = facts.served().filter(tried::equals).isPresent();
        boolean wished = isTried && facts.overrides().promotes(id);
        if (!facts.clockAgrees() && !wished) {
            return decision(facts, Optional.of(tried), facts.soak(), new RolloutState.ClockDoubtful());
        }
        var clock = SoakClock.after(id, facts.soak(), isTried ? facts.seen() : Optional.empty(), soak);
        boolean good = isTried
                && facts.seen()
                        .filter(seen -> isFresh(seen, tried) && seen.evidence() == Evidence.GOOD)
                        .isPresent();
        if (wished || (good && clock.goodFor().compareTo(soak) >= 0)) {
            var promoted = enforce(facts, clock.kept());
            return isNew(promoted, facts) ? promoted.with(RolloutEvent.promoted(id, wished)) : promoted;
        }
        var amiss = isTried ? facts.seen().map(Observation::amiss).orElse("") : "";
        boolean paused = isTried
                && facts.seen()
                        .filter(seen -> seen.evidence() == Evidence.UNKNOWN)
                        .isPresent();
        var standing = new RolloutState.Soaking(
                idOf(facts, Policies.of(facts.spec())),
                clock.kept().map(kept -> kept.goodFor().duration()).orElse(Duration.ZERO),
                clock.ends(soak),
                amiss,
                paused);
        return decision(facts, Optional.of(tried), clock.kept(), standing);
    }

    private static boolean isFresh(Observation seen, ServedPolicy policy) {
        return seen.fresh() && policy.seenSince() != null && !seen.at().isBefore(policy.seenSince());
    }

    /** What covers more is never withheld: it is the cure at three in the morning. */
    private static Decision enforce(RolloutInput facts, Optional<Soak> soak) {
        var goal = Policies.of(facts.spec());
        var id = idOf(facts, goal);
        if (facts.overrides().forces(id)) {
            var next = decision(facts, serving(facts, goal), Optional.empty(), new RolloutState.Complete());
            return isNew(next, facts) ? next.with(RolloutEvent.forced(id)) : next;
        }
        boolean first = facts.served().isEmpty();
        if (!first && !narrows(facts.served().get(), goal)) {
            return decision(facts, serving(facts, goal), Optional.empty(), new RolloutState.Complete());
        }
        var lost = facts.seen().map(seen -> lost(facts.served(), goal, seen)).orElse(List.of());
        if (!lost.isEmpty() || facts.seen().filter(seen -> !seen.mxKnown()).isPresent()) {
            var stays = facts.served().or(() -> serving(facts, Policies.trial(facts.spec())));
            return decision(facts, stays, soak, new RolloutState.WouldRejectMail(id, lost));
        }
        boolean justSeen = facts.seen()
                .filter(seen -> Duration.between(seen.at(), facts.now()).abs().compareTo(JUST_NOW) < 0)
                .isPresent();
        if (!first && !facts.clockAgrees()) {
            return decision(facts, facts.served(), soak, new RolloutState.ClockDoubtful());
        }
        return first || justSeen
                ? decision(facts, serving(facts, goal), Optional.empty(), new RolloutState.Complete())
                : decision(facts, facts.served(), soak, new RolloutState.Looking(id));
    }

    /** Mail servers where senders deliver now, and would not under the next policy; without enforce they deliver everywhere. */
    private static List<String> lost(Optional<ServedPolicy> served, StsPolicy goal, Observation seen) {
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
            RolloutInput facts, Optional<ServedPolicy> serve, Optional<Soak> soak, RolloutState standing) {
        var id = serve.flatMap(policy -> Optional.ofNullable(policy.id()));
        var forced = id.filter(facts.overrides()::forces).or(facts::forced);
        return new Decision(serve, Ledger.after(facts, serve), soak, forced, Optional.empty(), standing, List.of());
    }

    /** As it is served already, or anew. */
    static Optional<ServedPolicy> serving(RolloutInput facts, StsPolicy policy) {
        var body = policy.body();
        return facts.served().filter(served -> body.equals(served.body())).or(() -> {
            int revision = revision(facts, body);
            return Optional.of(new ServedPolicy(
                    PolicyId.of(body, revision).text(),
                    revision,
                    Policies.mode(policy.mode()),
                    policy.mx().stream().map(MxPattern::text).toList(),
                    Math.toIntExact(policy.maxAgeSeconds()),
                    body,
                    facts.now(),
                    null,
                    facts.served()
                            .map(ServedPolicy::host)
                            .map(HostMemory::carriedOver)
                            .orElse(null)));
        });
    }

    private static String idOf(RolloutInput facts, StsPolicy policy) {
        return Objects.requireNonNull(serving(facts, policy).orElseThrow().id());
    }

    /**
     * A body that returns needs an id of its own: a sender that renews what it holds by the id would keep the one in between, and what a
     * person once said of it would be taken for said of it now.
     */
    private static int revision(RolloutInput facts, String body) {
        var ids = facts.ledger().stream().map(LedgerEntry::id).toList();
        int revision = 0;
        var id = PolicyId.of(body, revision).text();
        while (ids.contains(id) || isSpokenFor(facts, id)) {
            revision++;
            id = PolicyId.of(body, revision).text();
        }
        return revision;
    }

    /** What promotes and what attests means a policy that is served at the time, and what forces is done with once it is. */
    private static boolean isSpokenFor(RolloutInput facts, String id) {
        return facts.overrides().speakOfServed(id)
                || facts.forced().filter(id::equals).isPresent();
    }
}
