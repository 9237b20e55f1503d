package io.mtasts.check;

/** What a finding does to the condition it belongs to, worst first. */
public enum Severity {
    /** Makes it False. */
    ERROR,
    /** It could not be observed: makes it Unknown where no error makes it False. */
    UNKNOWN,
    /** Rides in the message of a True one. */
    WARNING,
    /** Worth saying, nothing to do. */
    INFO
}
