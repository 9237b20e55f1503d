package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.mtasts.fair.Pace;
import java.time.Duration;
import java.util.Optional;

/**
 * How often one resource is reconciled, whatever it is that calls for it. The SDK's own LinearRateLimiter counts by the time of day: when
 * that is set back, it keeps a resource waiting until it has come round again.
 *
 * @param burst so many at once
 * @param each time for one more
 */
record ResourcePace(int burst, Duration each) implements RateLimiter<ResourcePace.Account> {
    /** A step that another controller has to take first, or a newer version, is looked for again after this time. */
    static final Duration SOON = Duration.ofMillis(300);

    /** A rollout on its way is reconciled some thirty times in its first seconds. */
    static final ResourcePace OF_POLICY = new ResourcePace(40, Duration.ofMillis(500));

    /** Policies that change at once are written at once. */
    static final ResourcePace OF_SERVER = new ResourcePace(2, Duration.ofMillis(500));

    /** What one resource has left. */
    record Account(Pace pace) implements RateLimitState {}

    @Override
    public Account initState() {
        return new Account(new Pace(burst, each));
    }

    @Override
    public Optional<Duration> isLimited(RateLimitState state) {
        return ((Account) state).pace().take();
    }
}
