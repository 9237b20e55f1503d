package io.mtasts.check;

import java.util.List;

/** The order in which a domain is judged, which is the order in which a sender meets what is judged. */
public final class Checks {
    static final List<Check> IN_ORDER = List.of(
            RecordChecks::lookedUp,
            RecordChecks::oneRecord, // without it senders see no MTA-STS at all
            RecordChecks::wellFormed,
            RecordChecks::sameEverywhere,
            RecordChecks::idOfServedPolicy,
            RecordChecks::timeToLive,
            RecordChecks::silentServers,
            CoverageChecks::lookedUp,
            CoverageChecks::policyToCompare,
            CoverageChecks::uncoveredHosts, // the one that loses mail
            CoverageChecks::acceptsMail,
            CoverageChecks::aliases,
            CoverageChecks::unusedPatterns);

    private Checks() {}

    /** All that there is to say, in order of the checks. */
    public static List<Finding> findings(Evidence evidence) {
        return IN_ORDER.stream().flatMap(check -> check.findings(evidence)).toList();
    }
}
