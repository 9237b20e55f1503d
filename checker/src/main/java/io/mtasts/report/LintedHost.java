package io.mtasts.report;

import io.mtasts.check.ObservedReason;
import io.mtasts.policy.Disagreement;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPatterns;
import io.mtasts.policy.StsPolicy;
import io.mtasts.report.LintReport.Compared;

/** What {@code lint policy --mx} says of a host. */
final class LintedHost {
    private LintedHost() {}

    static Compared compared(StsPolicy policy, String host) {
        var patterns = new MxPatterns(policy.mx());
        var covering = patterns.covering(host);
        if (covering.isPresent()) {
            var text = "%s is covered by %s".formatted(host, covering.get());
            return new Compared(host, true, covering.get(), null, Mark.OK, text);
        }
        var fits = MxPatterns.fitting(host);
        var text = "%s is not covered: %s%s: write \"mx: %s\"   %s, %s"
                .formatted(
                        host,
                        consequence(policy.mode()),
                        nearMiss(patterns, host),
                        fits,
                        ObservedReason.MXNotCovered.name(),
                        ObservedReason.MXNotCovered.clause());
        return new Compared(host, false, null, fits, mark(policy.mode()), text);
    }

    private static Mark mark(Mode mode) {
        return switch (mode) {
            case ENFORCE -> Mark.ERROR;
            case TESTING -> Mark.WARNING;
            case NONE -> Mark.INFO;
        };
    }

    private static String consequence(Mode mode) {
        return switch (mode) {
            case ENFORCE -> "senders that have this policy cached will not deliver there";
            case TESTING -> "senders report this, and will not deliver there once the mode is enforce";
            case NONE -> "that matters once the mode is testing or enforce";
        };
    }

    private static String nearMiss(MxPatterns patterns, String host) {
        return patterns.nearMiss(host)
                .map(pattern -> "; %s stands for exactly one label%s"
                        .formatted(
                                pattern,
                                host.length() > pattern.length() - 1
                                        ? " (" + Disagreement.WILDCARD_OF_MORE_LABELS.words() + ")"
                                        : ""))
                .orElse("");
    }
}
