package io.mtasts.operator.acme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The names of the authorities behind ACME servers, remembered for a day; an hour where a server could not be asked. Whoever writes an Issuer
 * chooses the URL: it is asked like any policy host, at public addresses only, and what it says comes to names in messages, and no further.
 */
public final class AcmeServers {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration KEPT_UNASKED = Duration.ofHours(1);
    private static final int MOST = 1_000;
    private static final int LONGEST_URL = 512;
    private static final Map<String, List<String>> TABLE = table();

    private record Known(List<String> names, boolean asked) {}

    private final BiFunction<String, URI, Optional<String>> fetch;
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.<String, Known>creating((_, found) -> found.asked() ? KEPT : KEPT_UNASKED))
            .build();

    /** @param fetch what an HTTPS URL answers, on behalf of a party; empty where it does not answer with a short text */
    public AcmeServers(BiFunction<String, URI, Optional<String>> fetch) {
        this.fetch = fetch;
    }

    /** None where the authority is not known. Blocks for a bounded time where it is asked for the first time. */
    public List<String> authority(String party, String server) {
        if (server.length() > LONGEST_URL) {
            return List.of();
        }
        var before = known.getIfPresent(server);
        if (before != null) {
            return before.names();
        }
        var found = ask(party, server); // not while the cache waits: others may be asked meanwhile
        known.put(server, found);
        return found.names();
    }

    private Known ask(String party, String server) {
        var answer = https(server)
                .flatMap(url -> fetch.apply(party, url))
                .map(AcmeDirectory::caaIdentities)
                .filter(names -> !names.isEmpty());
        return new Known(answer.orElseGet(() -> TABLE.getOrDefault(server, List.of())), answer.isPresent());
    }

    private static Optional<URI> https(String server) {
        try {
            var url = new URI(server);
            return "https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Map<String, List<String>> table() {
        try (var lines = AcmeServers.class.getResourceAsStream("servers.txt")) {
            var text = new String(Objects.requireNonNull(lines, "servers.txt").readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ")))
                    .collect(Collectors.toUnmodifiableMap(
                            List::getFirst, words -> List.copyOf(words.subList(1, words.size()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
