package io.mtasts.operator.health;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares this machine's clock with the time that the API server gives with each answer (RFC 9110 section 6.6.1). */
public final class ApiServerTime implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServerTime.class);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Clock clock;
    private volatile Answer latest;

    /**
     * The API server answered.
     *
     * @param at by this machine's clock
     * @param nanos by a clock that does not jump
     * @param agrees whether the two clocks had about the same time
     */
    private record Answer(Instant at, long nanos, boolean agrees) {}

    public ApiServerTime(Clock clock) {
        this.clock = clock;
        this.latest = new Answer(clock.instant(), System.nanoTime(), true);
    }

    /** Were the two at most five minutes apart when the API server answered last, and has this one not jumped since? */
    public boolean agrees() {
        var answer = latest;
        var expected = answer.at().plusNanos(System.nanoTime() - answer.nanos());
        return answer.agrees() && isNear(expected, clock.instant());
    }

    private static boolean isNear(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(TOLERANCE) <= 0;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        date(response).ifPresent(there -> {
            var here = clock.instant();
            boolean near = isNear(there, here);
            if (latest.agrees() && !near) {
                LOG.warn(
                        "The clocks of this machine and of the API server differ by {}: nothing is promoted or ends"
                                + " until they agree",
                        Duration.between(there, here).abs());
            }
            latest = new Answer(here, System.nanoTime(), near);
        });
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return Optional.ofNullable(response.header("Date"))
                    .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty(); // a proxy's own idea of a date says nothing
        }
    }
}
