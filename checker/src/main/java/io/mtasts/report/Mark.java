package io.mtasts.report;

import io.mtasts.check.Finding;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Severity;
import java.util.Collection;
import java.util.Comparator;

/** How a line of a report stands, seen at a glance. */
public enum Mark {
    OK("ok"),
    INFO("info"),
    WARNING("warn"),
    UNKNOWN("?"),
    ERROR("ERROR"),
    /** For a line whose findings follow, each with its own mark. */
    NONE("");

    private final String text;

    Mark(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** How a domain stands as a whole: as the worst that was found, where what the user did not want to know counts for nothing. */
    static Mark worst(Collection<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .filter(finding -> finding.reason() != ObservedReason.Disabled)
                .min(Comparator.comparing(Finding::severity))
                .map(worst -> of(worst.severity()))
                .orElse(OK);
    }

    /** As a finding of that severity stands. */
    public static Mark of(Severity severity) {
        return switch (severity) {
            case ERROR -> ERROR;
            case UNKNOWN -> UNKNOWN;
            case WARNING -> WARNING;
            case INFO -> INFO;
        };
    }
}
