package io.mtasts.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mtasts.operator.gather.RefusedChildren;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a child that was refused is tried again, and what counts as a refusal. */
class ChildAttemptsTest {
    private Instant now = Instant.parse("2026-11-30T08:00:00Z");
    private final ChildAttempts attempts = new ChildAttempts(() -> now);
    private final HasMetadata owner = configMap("owner", "");
    private final ConfigMap child = configMap("child", "one");

    @Test
    void thePauseDoublesUpToAMinute() {
        var pauses = new ArrayList<Duration>();
        for (int attempt = 0; attempt < 9; attempt++) {
            attempts.refused(owner, child, "no");
            var pause = attempts.next(owner, attempts.of(owner)).orElseThrow();
            pauses.add(pause);
            assertThat(attempts.rests(owner, child)).isTrue();
            now = now.plus(pause);
            assertThat(attempts.rests(owner, child)).isFalse();
        }
        assertThat(pauses).extracting(Duration::toSeconds).containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
    }

    @Test
    void whatIsWantedOtherwiseIsTriedAtOnce() {
        attempts.refused(owner, child, "no");

        assertThat(attempts.rests(owner, configMap("child", "two"))).isFalse();
    }

    /** The status has to be written before anything else, but not for another time of the next attempt. */
    @Test
    void whatIsNewIsToldAtOnce() {
        assertThat(attempts.next(owner, RefusedChildren.NOT_TRIED)).isEmpty();
        attempts.begin(owner, wanted(child));
        attempts.refused(owner, child, "no");
        assertThat(attempts.next(owner, RefusedChildren.NOT_TRIED)).contains(Duration.ZERO);
        var said = attempts.of(owner);
        assertThat(said.list()).hasSize(1);
        assertThat(attempts.next(owner, said)).contains(Duration.ofSeconds(2));

        attempts.refused(owner, child, "no");
        assertThat(attempts.next(owner, said)).contains(Duration.ofSeconds(4));
        attempts.taken(owner, child);
        assertThat(attempts.next(owner, said)).contains(Duration.ZERO);
        assertThat(attempts.next(owner, attempts.of(owner))).isEmpty();
    }

    /** An admission webhook may have in its cache for a moment what has just gone. */
    @Test
    void whatIsOverAtOnceIsNotSaidWhereAllWasWell() {
        attempts.begin(owner, wanted(child));
        attempts.begin(owner, wanted(child));
        var well = attempts.of(owner);

        attempts.refused(owner, child, "no");
        assertThat(attempts.of(owner)).isEqualTo(well);
        assertThat(attempts.next(owner, well)).contains(Duration.ofSeconds(1));

        attempts.refused(owner, child, "no");
        assertThat(attempts.next(owner, well)).contains(Duration.ZERO);
        assertThat(attempts.of(owner).list()).hasSize(1);
    }

    @Test
    void whatIsNoLongerWantedIsNoLongerRefused() {
        attempts.refused(owner, child, "no");

        attempts.begin(owner, wanted(configMap("other", "")));

        assertThat(attempts.of(owner).list()).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "403, exceeded quota: none, true",
        "422, ValidatingAdmissionPolicy denied request, true",
        "400, admission webhook denied the request: host is already defined, true",
        "413, too large, true",
        "500, failed calling webhook: connection refused, true",
        "500, etcdserver: request timed out, false",
        "409, the object has been modified, false",
        "404, namespaces not found, false",
        "401, Unauthorized, false",
        "429, too many requests, false",
        "503, the server is currently unable to handle the request, false",
        "0, connection refused, false",
    })
    void refusals(int code, String words, boolean refused) {
        var status = new StatusBuilder().withCode(code).withMessage(words).build();

        var said = Refusal.words(new KubernetesClientException("Failure executing: PATCH", code, status));

        assertThat(said).isEqualTo(refused ? Optional.of(words) : Optional.empty());
    }

    private static WantedChildren wanted(HasMetadata child) {
        return WantedChildren.ofServed(List.of(), List.of(child));
    }

    private static ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(name)
                .endMetadata()
                .addToData("key", value)
                .build();
    }
}
