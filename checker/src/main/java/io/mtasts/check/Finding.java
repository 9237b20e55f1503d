package io.mtasts.check;

/**
 * One thing wrong or worth saying.
 *
 * @param subject the name, host or address it is about
 * @param message subject, what was seen and what was expected, one sentence or two
 * @param remedy what to do, a sentence of its own; empty when there is nothing to do
 */
public record Finding(Aspect aspect, Severity severity, Reason reason, String subject, String message, String remedy) {

    /** With the reason's own severity. */
    public Finding(Aspect aspect, Reason reason, String subject, String message, String remedy) {
        this(aspect, reason.severity(), reason, subject, message, remedy);
    }

    /** Message and remedy in one line, for a status condition. */
    public String line() {
        return remedy.isEmpty() ? message : message + " " + remedy;
    }
}
