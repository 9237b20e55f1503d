package io.mtasts.report;

import io.mtasts.check.Severity;

/** How a line of a report stands, seen at a glance. */
enum Mark {
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

    static Mark of(Severity severity) {
        return switch (severity) {
            case ERROR -> ERROR;
            case UNKNOWN -> UNKNOWN;
            case WARNING -> WARNING;
            case INFO -> INFO;
        };
    }
}
