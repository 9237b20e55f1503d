package io.mtasts.report;

import io.mtasts.check.Finding;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Severity;
import java.util.Collection;

/** What {@code check} tells a script by its exit status. */
public final class ExitStatus {
    public static final int GOOD = 0;
    public static final int ERROR = 1;
    public static final int WRONG_USAGE = 2;
    public static final int UNKNOWN = 3;

    private ExitStatus() {}

    /**
     * An error anywhere counts before anything that could not be observed. What the user asked not to look at is no unknown:
     * otherwise a check without port 25 could never succeed.
     */
    public static int of(Collection<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
            return ERROR;
        }
        boolean unknown = findings.stream()
                .anyMatch(finding ->
                        finding.severity() == Severity.UNKNOWN && finding.reason() != ObservedReason.Disabled);
        return unknown ? UNKNOWN : GOOD;
    }

    /** Of two domains together. */
    public static int worse(int one, int other) {
        if (one == ERROR || other == ERROR) {
            return ERROR;
        }
        return Math.max(one, other);
    }
}
