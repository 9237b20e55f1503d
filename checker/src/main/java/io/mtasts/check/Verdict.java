package io.mtasts.check;

import java.util.List;

/** How one aspect stands: the worst finding gives the reason, the message lists up to five findings and counts the rest. */
public record Verdict(Aspect aspect, Status status, Reason reason, String message, List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    /** As in a Kubernetes condition. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
