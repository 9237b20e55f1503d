package io.mtasts.operator.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kinds the API server does not let the operator see, by its latest answers: said in the log when it begins and when it is over, as
 * the informers ask again and again without a word.
 */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** An API server that has just started refuses everybody for a moment. */
    private static final Duration MOMENT = Duration.ofSeconds(5);
    /** Informers ask at least every half minute: what is not asked for any more is not missed any more. */
    private static final Duration MEMORY = Duration.ofMinutes(3);

    private final InstantSource clock;
    private final Map<Right, Span> refused = new ConcurrentHashMap<>();

    /** The first and the latest refusal, with nothing else between. */
    private record Span(Instant first, Instant latest) {
        boolean lasts() {
            return Duration.between(first, latest).compareTo(MOMENT) >= 0;
        }
    }

    Refusals(InstantSource clock) {
        this.clock = clock;
    }

    void refused(Right right) {
        var now = clock.instant();
        var before = refused.getOrDefault(right, new Span(now, now));
        var span = new Span(before.first(), now);
        refused.put(right, span);
        if (span.lasts() && !before.lasts()) {
            LOG.warn(
                    "Not allowed to {} (403 Forbidden), so changes there go unnoticed. The operator retries until its"
                            + " ServiceAccount has that permission, as the chart grants it.",
                    right);
        }
    }

    void granted(Right right) {
        var before = refused.isEmpty() ? null : refused.remove(right);
        if (before != null && before.lasts()) {
            LOG.info("Allowed again to {}", right);
        }
    }

    /** Those that last, sorted. */
    List<Right> lasting() {
        var forgotten = clock.instant().minus(MEMORY);
        refused.values().removeIf(span -> span.latest().isBefore(forgotten));
        return refused.entrySet().stream()
                .filter(entry -> entry.getValue().lasts())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Was the latest answer about that resource a refusal? */
    boolean concern(String resource) {
        return refused.keySet().stream().anyMatch(right -> right.resource().equals(resource));
    }
}
