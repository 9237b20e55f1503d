package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.StsPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a policy ends when its resource is deleted (RFC 8461 section 8.3): mode none is served, and named by the record, until no sender can
 * hold an enforce policy any more. While DNS names another policy it does not end: some senders keep a policy for as long as its id stands
 * there.
 */
final class Removal {
    /** A domain that has been no name in DNS for so long has no mail that could be refused. */
    private static final Duration GONE_FOR_GOOD = Duration.ofDays(1);

    /** Time to bring the new policy everywhere and to change the record; a person may have to do that. */
    private static final Duration TO_BE_PUBLISHED = Duration.ofDays(1);

    private static final Duration LEAST_TIME_TO_LIVE = Duration.ofHours(1);

    private Removal() {}

    static Decision decide(RolloutInput input, Deletion deletion) {
        if (input.served().isEmpty()) {
            return ended();
        }
        if (deletion.atOnce()) {
            return atOnce(input);
        }
        var soFar = Ledger.enforced(Ledger.after(input, input.served()));
        var none = Policies.none(input, deletion.maxAgeSeconds(), soFar);
        var retirement = deletion.underWay();
        if (soFar.isEmpty() && input.clockAgrees()) {
            return retirement.isEmpty() ? ended() : ended(over(input));
        }
        if (input.overrides().deletesAtAnyCost()) {
            return ended(RolloutEvent.warning(
                    "RetirementEnded",
                    "The annotation %s ends it now. %s".formatted(Overrides.DELETE, stillHeld(soFar))));
        }
        return retirement.isEmpty() ? begun(input, none, soFar) : goingOn(input, none, soFar, retirement.get());
    }

    /** One sender that keeps a policy beyond max_age lets it go when it finds no record, or the policy host again. */
    private static RolloutEvent over(RolloutInput input) {
        return RolloutEvent.of(
                "RetirementEnded",
                "No sender can still have an enforce policy cached. If the record _mta-sts.%s still exists, remove it: nothing is served for it."
                        .formatted(input.spec().domain()));
    }

    private static Decision ended(RolloutEvent... news) {
        return Decision.nothing(new RolloutState.Ended(), List.of(news));
    }

    private static Decision atOnce(RolloutInput input) {
        var held = Ledger.enforced(Ledger.after(input, input.served()));
        return held.isEmpty() ? ended() : ended(RolloutEvent.warning("EndedAtOnce", stillHeld(held)));
    }

    private static Decision begun(RolloutInput input, StsPolicy none, List<LedgerEntry> held) {
        var retirement = new Retirement(input.now(), deadline(input, none, held, null), null);
        var named = named(input, none);
        var news = RolloutEvent.of(
                "RetirementBegan",
                "Mode none is served until no sender can still have an enforce policy cached%s."
                        .formatted(
                                !named.isEmpty()
                                        ? ", and for as long as the record names " + shown(named)
                                        : retirement.deadline() == null
                                                ? ""
                                                : ", at the latest until " + retirement.deadline()));
        return serving(input, none, held, retirement).with(news);
    }

    private static Decision goingOn(RolloutInput input, StsPolicy none, List<LedgerEntry> held, Retirement before) {
        var deadline = deadline(input, none, held, before.deadline());
        var retirement = new Retirement(before.since(), deadline, awaySince(input, before));
        boolean late = input.clockAgrees() && deadline != null && !input.now().isBefore(deadline);
        if (late) {
            return ended(RolloutEvent.warning("RetirementEnded", "Its deadline has come. " + stillHeld(held)));
        }
        if (input.clockAgrees() && hasMovedOn(input, retirement, held)) {
            return ended(RolloutEvent.of(
                    "RetirementEnded",
                    "mta-sts.%s has not pointed here since %s: the domain has moved elsewhere. %s"
                            .formatted(input.spec().domain(), retirement.awaySince(), stillHeld(held))));
        }
        return serving(input, none, held, retirement);
    }

    private static Decision serving(RolloutInput input, StsPolicy none, List<LedgerEntry> held, Retirement retirement) {
        var serve = RolloutRules.serving(input, none);
        var standing = input.clockAgrees()
                ? new RolloutState.Retiring(
                        until(held, retirement),
                        held.stream().allMatch(entry -> entry.expires() != null),
                        named(input, none),
                        input.overrides().deletes(id(serve)))
                : new RolloutState.ClockDoubtful();
        return new Decision(
                serve,
                Ledger.after(input, serve),
                Optional.empty(),
                input.forced(),
                Optional.of(retirement),
                standing,
                List.of());
    }

    private static String id(Optional<ServedPolicy> policy) {
        return policy.flatMap(served -> Optional.ofNullable(served.id())).orElse("");
    }

    /** Ids that DNS names, but for that of mode none: for some senders a policy lasts as long as the id that they have fetched it under. */
    private static List<String> named(RolloutInput input, StsPolicy none) {
        var id = id(RolloutRules.serving(input, none));
        return input.named().stream()
                .filter(named -> !named.equals(id))
                .sorted()
                .toList();
    }

    private static String shown(List<String> ids) {
        return ids.stream()
                .map(Policies::shortId)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    /** When the last enforce policy is forgotten, as far as that is known. */
    private static Optional<Instant> until(List<LedgerEntry> held, Retirement retirement) {
        var deadline = Optional.ofNullable(retirement.deadline());
        if (held.stream().anyMatch(entry -> entry.expires() == null)) {
            return deadline;
        }
        return held.stream()
                .map(LedgerEntry::expires)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .filter(last -> deadline.filter(last::isAfter).isEmpty())
                .or(() -> deadline);
    }

    /** None while DNS names another policy. Once set it stays: a policy host that nobody can look at does not keep it from ending. */
    private static @Nullable Instant deadline(
            RolloutInput input, StsPolicy none, List<LedgerEntry> held, @Nullable Instant before) {
        if (!named(input, none).isEmpty()) {
            return null;
        }
        return before == null && input.clockAgrees() ? deadline(input, held) : before;
    }

    /** All that can be known at its start: a policy that is still served may be fetched until it is not, and kept from then. */
    private static Instant deadline(RolloutInput input, List<LedgerEntry> held) {
        return held.stream()
                .map(entry -> Objects.requireNonNullElseGet(
                        entry.expires(),
                        () -> input.now().plusSeconds(entry.maxAgeSeconds()).plus(Ledger.MARGIN)))
                .max(Comparator.naturalOrder())
                .orElse(input.now())
                .plus(timeToLive(input))
                .plus(TO_BE_PUBLISHED);
    }

    private static Duration timeToLive(RolloutInput input) {
        return input.seen().map(Observation::keptFor).orElse(LEAST_TIME_TO_LIVE);
    }

    /** Where nobody looked for a while it may have led here, which does no harm: what was answered then is mode none. */
    private static @Nullable Instant awaySince(RolloutInput input, Retirement before) {
        return input.seen()
                .filter(_ -> input.clockAgrees())
                .map(seen -> switch (seen.policyHost()) {
                    case AWAY, NOWHERE, GONE ->
                        Optional.ofNullable(before.awaySince()).or(() -> Optional.of(seen.at()));
                    case HERE -> Optional.<Instant>empty();
                    case UNKNOWN -> Optional.ofNullable(before.awaySince());
                })
                .orElse(Optional.ofNullable(before.awaySince()))
                .orElse(null);
    }

    private static boolean hasMovedOn(RolloutInput input, Retirement retirement, List<LedgerEntry> held) {
        var since = Optional.ofNullable(retirement.awaySince());
        return input.seen()
                .flatMap(seen -> since.map(away -> switch (seen.policyHost()) {
                    case AWAY, NOWHERE ->
                        !seen.at()
                                .isBefore(away.plusSeconds(longestMaxAge(held))
                                        .plus(timeToLive(input))
                                        .plus(Ledger.MARGIN));
                    case GONE -> !seen.at().isBefore(watched(away, seen).plus(GONE_FOR_GOOD));
                    case HERE, UNKNOWN -> false;
                }))
                .orElse(false);
    }

    /** Two probes with a day between them tell nothing of the day. */
    private static Instant watched(Instant away, Observation seen) {
        var watched = seen.watchedSince().truncatedTo(ChronoUnit.SECONDS);
        return away.isBefore(watched) ? watched : away;
    }

    private static int longestMaxAge(List<LedgerEntry> held) {
        return held.stream().mapToInt(LedgerEntry::maxAgeSeconds).max().orElse(0);
    }

    private static String stillHeld(List<LedgerEntry> held) {
        return held.stream()
                .map(entry -> "%s %s".formatted(Policies.shortId(entry.id()), until(entry)))
                .reduce((one, other) -> one + ", " + other)
                .map(
                        "Senders may still have enforce policies cached, and refuse mail that these do not allow: %s."
                                ::formatted)
                .orElse("No sender has an enforce policy cached.");
    }

    private static String until(LedgerEntry entry) {
        return entry.expires() == null
                ? "for %d s after they fetched it, or for as long as DNS has its id".formatted(entry.maxAgeSeconds())
                : "until " + entry.expires();
    }
}
