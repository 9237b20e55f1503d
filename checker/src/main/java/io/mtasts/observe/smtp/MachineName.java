package io.mtasts.observe.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The fully qualified name of this machine, or pod, as its hosts file or its resolver has it. */
public final class MachineName {
    /** Its resolver may be out of reach, and takes its time to say so. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private MachineName() {}

    /** Empty when it has none, or does not say in time. */
    public static Optional<EhloName> find() {
        var answer = new FutureTask<>(MachineName::canonical);
        Thread.ofPlatform().daemon().name("machine-name").start(answer);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException | ExecutionException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<EhloName> canonical() throws UnknownHostException {
        try {
            return Optional.of(EhloName.parse(InetAddress.getLocalHost().getCanonicalHostName()));
        } catch (IllegalArgumentException noName) { // it has no dot, or is an address
            return Optional.empty();
        }
    }
}
