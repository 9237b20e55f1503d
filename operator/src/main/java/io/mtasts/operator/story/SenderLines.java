package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.check.Listed;
import io.mtasts.policy.DurationText;
import io.mtasts.policy.PolicyId;
import io.mtasts.report.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What senders may hold until when, and so where they deliver from when. */
final class SenderLines {
    private SenderLines() {}

    static Optional<Section> of(StoryInput gathered) {
        var lines = new ArrayList<Line>();
        gathered.status().ifPresent(status -> {
            status.ledger().stream()
                    .sorted(Comparator.comparing(entry -> entry.mode() != PolicyMode.ENFORCE))
                    .map(entry -> new Line(Mark.NONE, held(entry, status)))
                    .forEach(lines::add);
            lines.addAll(patterns(status.patterns(), gathered.now()));
        });
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("Senders", "what they may have cached, and where they deliver", lines));
    }

    private static String held(LedgerEntry entry, MailDomainPolicyStatus status) {
        var covers = entry.mx().isEmpty() ? "" : ", for " + Listed.few(entry.mx());
        var policy = "%s %s".formatted(PolicyLines.mode(entry.mode()), PolicyId.shortForm(entry.id()));
        if (entry.expires() != null) {
            return "%s until %s%s.".formatted(policy, Moment.until(entry.expires()), covers);
        }
        var maxAge = DurationText.exact(Duration.ofSeconds(entry.maxAgeSeconds()));
        return isNamedAlone(entry, status)
                ? "%s, which the record still names: some senders keep it for as long as the record does, others until %s after the last fetch%s."
                        .formatted(policy, maxAge, covers)
                : "%s%s, until %s after the last fetch%s.".formatted(policy, why(entry, status), maxAge, covers);
    }

    /** By the record, and served no more: whoever renews it by its id keeps it until the record changes. */
    private static boolean isNamedAlone(LedgerEntry entry, MailDomainPolicyStatus status) {
        return status.record() != null
                && entry.id().equals(status.record().id())
                && !(status.policy() != null
                        && entry.id().equals(status.policy().id()));
    }

    /** Why it has no end yet. */
    private static String why(LedgerEntry entry, MailDomainPolicyStatus status) {
        if (status.policy() != null && entry.id().equals(status.policy().id())) {
            return ", served now";
        }
        return ", not yet seen to be replaced";
    }

    /** Those with nothing in the way share a line: with many mail servers they are the rule. */
    private static List<Line> patterns(List<PatternSafety> patterns, Instant now) {
        var lines = new ArrayList<Line>();
        var safe = patterns.stream().filter(pattern -> isSure(pattern, now)).toList();
        if (!safe.isEmpty()) {
            lines.add(new Line(
                    Mark.OK,
                    "No policy that a sender may have cached keeps it from %s."
                            .formatted(Listed.few(
                                    safe.stream().map(PatternSafety::pattern).toList()))));
        }
        patterns.stream()
                .filter(pattern -> !isSure(pattern, now))
                .map(pattern -> new Line(Mark.INFO, words(pattern, now)))
                .forEach(lines::add);
        return lines;
    }

    private static boolean isSure(PatternSafety pattern, Instant now) {
        return pattern.surelySafeFrom() != null && !pattern.surelySafeFrom().isAfter(now);
    }

    /** When all deliver comes first: what cannot be undone waits for it. */
    private static String words(PatternSafety pattern, Instant now) {
        return all(pattern) + "; " + most(pattern, now);
    }

    private static String all(PatternSafety pattern) {
        var surely = pattern.surelySafeFrom();
        return surely == null
                ? "It is not known yet when every sender delivers to %s".formatted(pattern.pattern())
                : "Every sender delivers to %s from %s on".formatted(pattern.pattern(), Moment.until(surely));
    }

    private static String most(PatternSafety pattern, Instant now) {
        var usually = pattern.usuallySafeFrom();
        if (usually == null) {
            return "nor when those that check the record's id do, until DNS names a policy that covers it.";
        }
        return usually.isAfter(now)
                ? "those that check the record's id do so from %s on.".formatted(Moment.until(usually))
                : "those that check the record's id have done so since %s.".formatted(Moment.since(usually));
    }
}
