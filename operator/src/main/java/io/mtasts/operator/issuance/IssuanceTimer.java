package io.mtasts.operator.issuance;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls those in the line for certificates whose turn has come: time alone makes room, and no event tells of that. */
public final class IssuanceTimer implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("certificate-line").daemon().factory());

    private final Supplier<List<ResourceID>> called;
    private final Consumer<ResourceID> nudge;

    /** @param nudge told of each whose turn it is, again and again until it goes */
    public IssuanceTimer(Supplier<List<ResourceID>> called, Consumer<ResourceID> nudge) {
        this.called = called;
        this.nudge = nudge;
    }

    /** Once there is a line: when the informers are there. */
    public void begin() {
        var _ = timer.scheduleWithFixedDelay(
                () -> called.get().forEach(nudge), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
