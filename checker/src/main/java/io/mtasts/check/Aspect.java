package io.mtasts.check;

/** The parts of a domain that are judged, in the order in which a sender meets them. Each is a status condition. */
public enum Aspect {
    RECORD("RecordPublished"),
    POLICY("PolicyServed"),
    COVERAGE("MXMatchesPolicy"),
    MX_TLS("MXTLSValid"),
    TLS_REPORTING("TLSReportingPublished");

    private final String conditionType;

    Aspect(String conditionType) {
        this.conditionType = conditionType;
    }

    /** The type of the status condition that says how this aspect stands. */
    public String conditionType() {
        return conditionType;
    }
}
