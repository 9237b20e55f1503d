package io.mtasts.observe.net;

import io.mtasts.policy.Excerpt;

/** What an exception of the network or of TLS has to say, made safe to show: parts of it may come from the peer. */
public final class FailureDetail {
    private FailureDetail() {}

    public static String of(Exception e) {
        var message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : Excerpt.of(message);
    }
}
