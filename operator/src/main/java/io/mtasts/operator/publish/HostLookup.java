package io.mtasts.operator.publish;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the address of a host in bounded time: the system's resolver takes as long as it likes, and cannot be stopped. */
final class HostLookup {
    private final Resolver resolver;
    private final Duration limit;

    /** What is asked, and may be slow. */
    interface Resolver {
        InetAddress address(String host) throws UnknownHostException;
    }

    HostLookup(Resolver resolver, Duration limit) {
        this.resolver = resolver;
        this.limit = limit;
    }

    /** @throws IOException also when the time is up: the resolver is then left to end by itself */
    InetAddress address(String host) throws IOException {
        var task = new FutureTask<>(() -> resolver.address(host));
        // Not a virtual one: a call into the system's resolver would keep the thread that carries it, and with it
        // others.
        Thread.ofPlatform().daemon().name("resolve-" + host).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("its name is not resolved within %d seconds".formatted(limit.toSeconds()), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("looking up a host failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
