package io.mtasts.policy;

/** Software that sends mail and goes by MTA-STS, or reports on TLS, in the version of which it is known what it does. */
public enum Sender {
    RESOLVER("postfix-mta-sts-resolver", "1.5.1, for Postfix"),
    TLSPOL("postfix-tlspol", "1.13.0, for Postfix"),
    MOX("mox", "0.0.17"),
    CHASQUID("chasquid", "1.18.0"),
    MADDY("maddy", "0.9.4"),
    MX_CONNECT("mx-connect", "2.0.0, of ZoneMTA and WildDuck"),
    STALWART("Stalwart", "0.16.18, its parsers"),
    KUMOMTA("KumoMTA", "of August 2026, its parsers"),
    POSTFIX("Postfix", "3.7, of what a helper answers"),
    TLSRPT_REPORTER("tlsrpt-reporter", "0.6.0, which reports for Postfix");

    private final String text;
    private final String version;

    Sender(String text, String version) {
        this.text = text;
        this.version = version;
    }

    /** As its makers spell it. */
    public String text() {
        return text;
    }

    /** The version, and what it was tried as. */
    public String version() {
        return version;
    }
}
