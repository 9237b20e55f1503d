package io.mtasts.lab.demo;

/** Something did not happen that the narration promises. The message is the sentence to end with. */
final class DemoFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailed(String message) {
        super(message);
    }
}
