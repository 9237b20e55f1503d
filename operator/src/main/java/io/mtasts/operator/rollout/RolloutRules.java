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
    public static Decision decide(RolloutInput input) {
        if (input.handOver() == HandOver.DONE && input.served().isPresent()) {
            return Decision.nothing(new RolloutState.HandedOver(), List.of(RolloutEvent.handedOver()));
        }
        if (input.deletion().isPresent()) {
            return input.handOver() == HandOver.UNDER_WAY
                            && !input.deletion().get().atOnce()
                    ? decision(input, input.served(), Optional.empty(), new RolloutState.HandingOver())
                    : Removal.decide(lost(input), input.deletion().get());
        }
        return input.accepted() && input.served().isEmpty() ? begin(input) : goOn(input);
    }

    /** Should the status have been lost, what is found held is what retires. */
    private static RolloutInput lost(RolloutInput input) {
        return input.served().isEmpty() && input.contact() instanceof FirstContact.Found(var policy, var ledger)
                ? input.goingOnFrom(Optional.of(policy), ledger)
                : input;
    }

    /** MTA-STS may have been there before: it goes on from where it is. */
    private static Decision begin(RolloutInput input) {
        return switch (input.contact()) {
            case FirstContact.NotYet() -> Decision.nothing(new RolloutState.FirstLook(), List.of());
            case FirstContact.Nothing() -> goOn(input);
            case FirstContact.RecordAlone alone ->
                goOn(input.goingOnFrom(Optional.empty(), List.of(alone.entry())))
                        .at(alone.host())
                        .with(RolloutEvent.recordFound(alone.id()));
            case FirstContact.Found(var policy, var ledger) ->
                goOn(input.goingOnFrom(Optional.of(policy), ledger)).with(RolloutEvent.adopted(policy));
        };
    }

    private static Decision goOn(RolloutInput input) {
        boolean stops = input.overrides().holds() && isEnforcing(input);
        if (!input.accepted() && !stops) {
            return decision(input, input.served(), input.soak(), new RolloutState.AsBefore());
        }
        var spec = input.spec();
        if (spec.mode() != PolicyMode.ENFORCE) {
            return decision(input, serving(input, Policies.of(spec)), Optional.empty(), new RolloutState.Complete());
        }
        var trial = Policies.trial(spec);
        if (input.overrides().holds()) {
            var held = decision(input, serving(input, trial), Optional.empty(), new RolloutState.Held());
            return isNew(held, input) && isEnforcing(input) ? held.with(RolloutEvent.held()) : held;
        }
        return isEnforcing(input) || spec.rollout().strategy() == RolloutStrategy.IMMEDIATE
                ? enforce(input, Optional.empty())
                : soak(input, trial);
    }

    private static boolean isEnforcing(RolloutInput input) {
        return input.served()
                .filter(policy -> policy.mode() == PolicyMode.ENFORCE)
                .isPresent();
    }

    private static boolean isNew(Decision decision, RolloutInput input) {
        return !decision.serve().equals(input.served());
    }

    private static Decision soak(RolloutInput input, StsPolicy trial) {
        var soak = input.spec().rollout().soak().duration();
        var tried = serving(input, trial).orElseThrow();
        var id = Objects.requireNonNull(tried.id());
        boolean isTried = input.served().filter(tried::equals).isPresent();
        boolean wished = isTried && input.overrides().promotes(id);
        if (!input.clockAgrees() && !wished) {
            return decision(input, Optional.of(tried), input.soak(), new RolloutState.ClockDoubtful());
        }
        var clock = SoakClock.after(id, input.soak(), isTried ? input.seen() : Optional.empty(), soak);
        boolean good = isTried
                && input.seen()
                        .filter(seen -> isFresh(seen, tried) && seen.evidence() == Evidence.GOOD)
                        .isPresent();
        if (wished || (good && clock.goodFor().compareTo(soak) >= 0)) {
            var promoted = enforce(input, clock.kept());
            return isNew(promoted, input) ? promoted.with(RolloutEvent.promoted(id, wished)) : promoted;
        }
        var amiss = isTried ? input.seen().map(Observation::amiss).orElse("") : "";
        boolean paused = isTried
                && input.seen()
                        .filter(seen -> seen.evidence() == Evidence.UNKNOWN)
                        .isPresent();
        var standing = new RolloutState.Soaking(
                idOf(input, Policies.of(input.spec())),
                clock.kept().map(kept -> kept.goodFor().duration()).orElse(Duration.ZERO),
                clock.ends(soak),
                amiss,
                paused);
        return decision(input, Optional.of(tried), clock.kept(), standing);
    }

    private static boolean isFresh(Observation seen, ServedPolicy policy) {
        return seen.fresh() && policy.seenSince() != null && !seen.at().isBefore(policy.seenSince());
    }

    /** What covers more is never withheld: it is the cure at three in the morning. */
    private static Decision enforce(RolloutInput input, Optional<Soak> soak) {
        var goal = Policies.of(input.spec());
        var id = idOf(input, goal);
        if (input.overrides().forces(id)) {
            var next = decision(input, serving(input, goal), Optional.empty(), new RolloutState.Complete());
            return isNew(next, input) ? next.with(RolloutEvent.forced(id)) : next;
        }
        boolean first = input.served().isEmpty();
        if (!first && !narrows(input.served().get(), goal)) {
            return decision(input, serving(input, goal), Optional.empty(), new RolloutState.Complete());
        }
        var lost = input.seen().map(seen -> lost(input.served(), goal, seen)).orElse(List.of());
        if (!lost.isEmpty() || input.seen().filter(seen -> !seen.mxKnown()).isPresent()) {
            var stays = input.served().or(() -> serving(input, Policies.trial(input.spec())));
            return decision(input, stays, soak, new RolloutState.WouldRejectMail(id, lost));
        }
        boolean justSeen = input.seen()
                .filter(seen -> Duration.between(seen.at(), input.now()).abs().compareTo(JUST_NOW) < 0)
                .isPresent();
        if (!first && !input.clockAgrees()) {
            return decision(input, input.served(), soak, new RolloutState.ClockDoubtful());
        }
        return first || justSeen
                ? decision(input, serving(input, goal), Optional.empty(), new RolloutState.Complete())
                : decision(input, input.served(), soak, new RolloutState.Looking(id));
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
            RolloutInput input, Optional<ServedPolicy> serve, Optional<Soak> soak, RolloutState standing) {
        var id = serve.flatMap(policy -> Optional.ofNullable(policy.id()));
        var forced = id.filter(input.overrides()::forces).or(input::forced);
        return new Decision(serve, Ledger.after(input, serve), soak, forced, Optional.empty(), standing, List.of());
    }

    /** As it is served already, or anew. */
    static Optional<ServedPolicy> serving(RolloutInput input, StsPolicy policy) {
        var body = policy.body();
        return input.served().filter(served -> body.equals(served.body())).or(() -> {
            int revision = revision(input, body);
            return Optional.of(new ServedPolicy(
                    PolicyId.of(body, revision).text(),
                    revision,
                    Policies.mode(policy.mode()),
                    policy.mx().stream().map(MxPattern::text).toList(),
                    Math.toIntExact(policy.maxAgeSeconds()),
                    body,
                    input.now(),
                    null,
                    input.served()
                            .map(ServedPolicy::host)
                            .map(HostMemory::carriedOver)
                            .orElse(null)));
        });
    }

    private static String idOf(RolloutInput input, StsPolicy policy) {
        return Objects.requireNonNull(serving(input, policy).orElseThrow().id());
    }

    /**
     * A body that returns needs an id of its own: a sender that renews what it holds by the id would keep the one in between, and what a
     * person once said of it would be taken for said of it now.
     */
    private static int revision(RolloutInput input, String body) {
        var ids = input.ledger().stream().map(LedgerEntry::id).toList();
        int revision = 0;
        var id = PolicyId.of(body, revision).text();
        while (ids.contains(id) || isSpokenFor(input, id)) {
            revision++;
            id = PolicyId.of(body, revision).text();
        }
        return revision;
    }

    /** What promotes and what attests means a policy that is served at the time, and what forces is done with once it is. */
    private static boolean isSpokenFor(RolloutInput input, String id) {
        return input.overrides().speakOfServed(id)
                || input.forced().filter(id::equals).isPresent();
    }
}
