package io.mtasts.operator.cli;

/** The operator cannot work where it is; the message is for the person who started it. */
final class CannotRun extends Exception {
    CannotRun(String message) {
        super(message);
    }

    CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
