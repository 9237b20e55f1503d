package io.mtasts.api.v1alpha1;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The API's times are whole seconds, so that a status read back equals the one written. */
final class WholeSeconds {
    private WholeSeconds() {}

    static Instant of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    static @Nullable Instant ofNullable(@Nullable Instant time) {
        return time == null ? null : of(time);
    }
}
