package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.Mode;
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
 * hold an enforce policy any more.
 */
final class Removal {
    /** A policy host that has led elsewhere for so long has moved on. */
    private static final Duration MOVED_ON = Duration.ofDays(1);

    /** Time to bring the new policy everywhere and to change the record; a person may have to do that. */
    private static final Duration TO_BE_PUBLISHED = Duration.ofDays(1);

    private static final Duration LEAST_TIME_TO_LIVE = Duration.ofHours(1);

    private Removal() {}

    static Decision decide(Facts facts, Deletion deletion) {
        if (facts.served().isEmpty()) {
            return ended();
        }
        if (deletion.atOnce()) {
            return atOnce(facts);
        }
        var none = new StsPolicy(Mode.NONE, List.of(), deletion.maxAgeSeconds());
        var soFar = Ledger.enforced(Ledger.after(facts, facts.served()));
        var retirement = deletion.underWay();
        if (soFar.isEmpty() && facts.clockAgrees()) {
            return retirement.isEmpty()
                    ? ended()
                    : ended(News.of("RetirementEnded", "No sender can hold an enforce policy any more."));
        }
        if (facts.wishes().deletesAtAnyCost()) {
            return ended(News.warning(
                    "RetirementEnded", "The annotation %s ends it now. %s".formatted(Wishes.DELETE, stillHeld(soFar))));
        }
        return retirement.isEmpty() ? begun(facts, none, soFar) : goingOn(facts, none, soFar, retirement.get());
    }

    private static Decision ended(News... news) {
        return Decision.nothing(new Standing.Ended(), List.of(news));
    }

    private static Decision atOnce(Facts facts) {
        var held = Ledger.enforced(Ledger.after(facts, facts.served()));
        return held.isEmpty() ? ended() : ended(News.warning("EndedAtOnce", stillHeld(held)));
    }

    private static Decision begun(Facts facts, StsPolicy none, List<LedgerEntry> held) {
        var retirement = new Retirement(facts.now(), facts.clockAgrees() ? deadline(facts, held) : null, null);
        var news = News.of(
                "RetirementBegan",
                "Mode none is served until no sender can hold an enforce policy any more%s."
                        .formatted(
                                retirement.deadline() == null ? "" : ", at the latest until " + retirement.deadline()));
        return serving(facts, none, held, retirement).with(news);
    }

    private static Decision goingOn(Facts facts, StsPolicy none, List<LedgerEntry> held, Retirement before) {
        var deadline = before.deadline() == null && facts.clockAgrees() ? deadline(facts, held) : before.deadline();
        var retirement = new Retirement(before.since(), deadline, awaySince(facts, before));
        boolean late = facts.clockAgrees() && deadline != null && !facts.now().isBefore(deadline);
        if (late) {
            return ended(News.warning("RetirementEnded", "Its deadline has come. " + stillHeld(held)));
        }
        if (facts.clockAgrees() && hasMovedOn(facts, retirement)) {
            return ended(News.of(
                    "RetirementEnded",
                    "mta-sts.%s has not led here for a day: the domain has moved on. %s"
                            .formatted(facts.spec().domain(), stillHeld(held))));
        }
        return serving(facts, none, held, retirement);
    }

    private static Decision serving(Facts facts, StsPolicy none, List<LedgerEntry> held, Retirement retirement) {
        var serve = Rollout.serving(facts, none);
        var standing = facts.clockAgrees()
                ? new Standing.Retiring(
                        until(facts, held, retirement),
                        held.stream().allMatch(entry -> entry.expires() != null),
                        facts.wishes().deletes(id(serve)))
                : new Standing.ClockDoubtful();
        return new Decision(
                serve,
                Ledger.after(facts, serve),
                Optional.empty(),
                facts.forced(),
                Optional.of(retirement),
                standing,
                List.of());
    }

    private static String id(Optional<ServedPolicy> policy) {
        return policy.flatMap(served -> Optional.ofNullable(served.id())).orElse("");
    }

    /** When the last enforce policy is forgotten, as far as that is known. */
    private static Instant until(Facts facts, List<LedgerEntry> held, Retirement retirement) {
        var deadline = Objects.requireNonNullElse(retirement.deadline(), facts.now());
        return held.stream()
                .map(entry -> Objects.requireNonNullElse(entry.expires(), deadline))
                .max(Comparator.naturalOrder())
                .filter(last -> last.isBefore(deadline))
                .orElse(deadline);
    }

    /** All that can be known at its start: a policy that is still served may be fetched until it is not, and kept from then. */
    private static Instant deadline(Facts facts, List<LedgerEntry> held) {
        var timeToLive = facts.seen().map(Seen::keptFor).orElse(LEAST_TIME_TO_LIVE);
        return held.stream()
                .map(entry -> Objects.requireNonNullElseGet(
                        entry.expires(),
                        () -> facts.now().plusSeconds(entry.maxAgeSeconds()).plus(Ledger.MARGIN)))
                .max(Comparator.naturalOrder())
                .orElse(facts.now())
                .plus(timeToLive)
                .plus(TO_BE_PUBLISHED);
    }

    /** It has to have been seen all the time: two looks with a day between them tell nothing of the day. */
    private static @Nullable Instant awaySince(Facts facts, Retirement before) {
        return facts.seen()
                .filter(_ -> facts.clockAgrees())
                .map(seen -> switch (seen.policyHost()) {
                    case AWAY ->
                        Optional.ofNullable(before.awaySince())
                                .filter(since ->
                                        !since.isBefore(seen.watchedSince().truncatedTo(ChronoUnit.SECONDS)))
                                .or(() -> Optional.of(seen.at()));
                    case HERE -> Optional.<Instant>empty();
                    case UNKNOWN -> Optional.ofNullable(before.awaySince());
                })
                .orElse(Optional.ofNullable(before.awaySince()))
                .orElse(null);
    }

    private static boolean hasMovedOn(Facts facts, Retirement retirement) {
        var since = Optional.ofNullable(retirement.awaySince());
        return facts.seen()
                .filter(seen -> seen.policyHost() == Seen.Leads.AWAY)
                .flatMap(seen -> since.map(away -> Duration.between(away, seen.at())))
                .filter(time -> time.compareTo(MOVED_ON) >= 0)
                .isPresent();
    }

    private static String stillHeld(List<LedgerEntry> held) {
        return held.stream()
                .map(entry -> "%s %s".formatted(Policies.shortId(entry.id()), until(entry)))
                .reduce((one, other) -> one + ", " + other)
                .map("Senders may still hold enforce policies, and refuse mail that these do not allow: %s."::formatted)
                .orElse("No sender holds an enforce policy.");
    }

    private static String until(LedgerEntry entry) {
        return entry.expires() == null
                ? "for %d s after they fetched it".formatted(entry.maxAgeSeconds())
                : "until " + entry.expires();
    }
}
