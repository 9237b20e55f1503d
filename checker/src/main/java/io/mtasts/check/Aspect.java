package io.mtasts.check;

/** The parts of a domain that are judged, in the order in which a sender meets them. */
public enum Aspect {
    RECORD("RecordPublished"),
    POLICY("PolicyServed"),
    COVERAGE("MXMatchesPolicy"),
    MX_TLS("MXTLSValid"),
    DANE("DANEValid"),
    TLS_REPORTING("TLSReportingPublished");

    private final String label;

    Aspect(String label) {
        this.label = label;
    }

    /** What reports in JSON call it. */
    public String label() {
        return label;
    }
}
