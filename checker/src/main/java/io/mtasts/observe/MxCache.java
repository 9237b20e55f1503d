package io.mtasts.observe;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * What was seen of mail servers lately, by host name, so that one that a thousand domains share is not asked a thousand times. Whoever
 * wants to know of a host that is just being looked at waits for that look.
 */
final class MxCache {
    private static final int MOST_HOSTS = 10_000;
    private static final Duration SHORT = Duration.ofMinutes(1);

    private final AsyncCache<String, MxSight> sights;
    private final BiFunction<String, String, MxSight> look;
    private final Executor executor;

    /**
     * @param keep how long; what says nothing of the host for a minute at most
     * @param look at the host of that name, on behalf of the party that comes first
     * @param executor runs the looks: they belong to all who wait for them, and so to none of their threads
     */
    MxCache(Duration keep, Ticker ticker, BiFunction<String, String, MxSight> look, Executor executor) {
        var little = keep.compareTo(SHORT) < 0 ? keep : SHORT;
        this.sights = Caffeine.newBuilder()
                // from its look on: a hit must not prolong it
                .expireAfter(Expiry.<String, MxSight>creating((_, sight) -> sight.saysLittle() ? little : keep))
                .ticker(ticker)
                .maximumSize(MOST_HOSTS)
                .executor(Runnable::run)
                .buildAsync();
        this.look = look;
        this.executor = executor;
    }

    /**
     * What there is to be seen of a host; {@code fresh} takes only what is seen from now on, or just now. Where another party's look did not
     * come to its turn while this one waited for it, this one looks itself.
     */
    MxSight of(String party, String host, boolean fresh) throws InterruptedException {
        var joined = new AtomicBoolean();
        var sight = sight(party, host, fresh, joined);
        return joined.get() && sight.wasNotTried() ? sight(party, host, true, joined) : sight;
    }

    private MxSight sight(String party, String host, boolean fresh, AtomicBoolean joined) throws InterruptedException {
        var sight = sights.asMap().compute(host, (name, kept) -> {
            boolean begins = kept == null || (fresh && kept.isDone());
            joined.set(!begins && !kept.isDone());
            return begins ? begin(party, name) : kept;
        });
        try {
            return sight.get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("probing a mail server failed", bug.getCause());
        }
    }

    private CompletableFuture<MxSight> begin(String party, String host) {
        return CompletableFuture.supplyAsync(() -> look.apply(party, host), executor);
    }
}
