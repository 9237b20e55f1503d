package io.mtasts.lab.stage;

/** Something did not happen that a demo or a benchmark waits for. The message is the sentence to end with. */
public final class RunFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the sentence to end with */
    public RunFailed(String message) {
        super(message);
    }
}
