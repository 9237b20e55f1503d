package io.mtasts.observe;

import io.mtasts.policy.Excerpt;

/** What an exception of the network or of TLS has to say, made safe to show: parts of it may come from the peer. */
final class FailureDetail {
    private FailureDetail() {}

    static String of(Exception e) {
        var message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : Excerpt.of(message);
    }
}
