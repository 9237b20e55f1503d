package io.mtasts.reports.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mtasts.fair.Pace;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has been taken in of late, by source, and today, by domain. All of it is bounded, and forgotten with the process. */
final class Quotas {
    private static final int MOST_SOURCES = 10_000;

    private final IntakeLimits limits;
    private final Clock clock;
    private final Cache<String, Pace> paces =
            Caffeine.newBuilder().maximumSize(MOST_SOURCES).build();
    private final Map<String, Today> days = new HashMap<>();
    private LocalDate day = LocalDate.EPOCH;

    Quotas(IntakeLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** What came in on one domain today. */
    private static final class Today {
        private final Set<String> names = new HashSet<>();
        private int unproven;
        private int proven;
    }

    /** Takes a turn; when there is none, how long it is until the next. */
    Optional<Duration> turn(String source) {
        return paces.get(source, _ -> new Pace(limits.burst(), limits.each())).take();
    }

    /** Why no more is taken on this domain today; empty while some is. */
    synchronized Optional<String> full(String domain, boolean proven, String name) {
        var today = today(domain);
        if (proven) {
            return today.proven < limits.proven()
                    ? Optional.empty()
                    : Optional.of("%d reports of trusted submitters on %s were taken today, and no more are"
                            .formatted(limits.proven(), domain));
        }
        if (today.unproven >= limits.unproven()) {
            return Optional.of(
                    "%d reports on %s of others than the trusted submitters were taken today, and no more are"
                            .formatted(limits.unproven(), domain));
        }
        return today.names.size() < limits.names() || today.names.contains(name)
                ? Optional.empty()
                : Optional.of(
                        "reports on %s of others than the trusted submitters came under %d names today, and no further name is taken"
                                .formatted(domain, limits.names()));
    }

    synchronized void count(String domain, boolean proven, String name) {
        var today = today(domain);
        if (proven) {
            today.proven++;
        } else {
            today.unproven++;
            today.names.add(name);
        }
    }

    private Today today(String domain) {
        var now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!now.equals(day)) {
            day = now;
            days.clear();
        }
        return days.computeIfAbsent(domain, _ -> new Today());
    }
}
