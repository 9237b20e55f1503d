package io.mtasts.operator.issuance;

import io.mtasts.operator.gather.CertificateTurn.Bound;
import io.mtasts.operator.gather.CertificateTurn.Kind;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.settings.Tenancy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many certificates are waited for and were asked for in the last hour, by namespace, against what may be. Where domains are
 * granted, namespaces are strangers to each other: one has at most half, and counts for no more than that, whatever it makes by itself.
 */
final class CertificateCount {
    private final Map<Kind, Integer> limits;
    private final boolean strangers;
    private final Map<Kind, Map<String, Integer>> counted;

    private CertificateCount(Map<Kind, Integer> limits, boolean strangers, Map<Kind, Map<String, Integer>> counted) {
        this.limits = limits;
        this.strangers = strangers;
        this.counted = counted;
    }

    /** Of none yet. */
    static CertificateCount none(RunSettings settings) {
        return new CertificateCount(
                Map.of(
                        Kind.PENDING, settings.certificatesMaxPending(),
                        Kind.PER_HOUR, settings.certificatesNewPerHour()),
                settings.tenancyDomains() == Tenancy.GRANTED,
                Map.of(Kind.PENDING, new HashMap<>(), Kind.PER_HOUR, new HashMap<>()));
    }

    CertificateCount copy() {
        var copies = new EnumMap<Kind, Map<String, Integer>>(Kind.class);
        counted.forEach((kind, byNamespace) -> copies.put(kind, new HashMap<>(byNamespace)));
        return new CertificateCount(limits, strangers, copies);
    }

    void add(Kind kind, String namespace) {
        of(kind).merge(namespace, 1, Integer::sum);
    }

    /** What keeps one more of that namespace from being asked for; what holds for all is said first. */
    Optional<Bound> hindrance(String namespace) {
        for (var kind : Kind.values()) {
            int all = of(kind).values().stream()
                    .mapToInt(count -> Math.min(count, share(kind)))
                    .sum();
            if (all >= limit(kind)) {
                return Optional.of(new Bound(kind, limit(kind), false));
            }
        }
        for (var kind : Kind.values()) {
            if (strangers && of(kind).getOrDefault(namespace, 0) >= share(kind)) {
                return Optional.of(new Bound(kind, share(kind), true));
            }
        }
        return Optional.empty();
    }

    /** For one that only waits for those before it. */
    Bound usual() {
        return new Bound(Kind.PENDING, limit(Kind.PENDING), false);
    }

    private int limit(Kind kind) {
        return limits.getOrDefault(kind, 0);
    }

    private int share(Kind kind) {
        return strangers ? (limit(kind) + 1) / 2 : Integer.MAX_VALUE;
    }

    private Map<String, Integer> of(Kind kind) {
        return counted.getOrDefault(kind, Map.of());
    }
}
