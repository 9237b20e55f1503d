package io.mtasts.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.operator.health.HealthServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final Informer ENDED = new Informer("ingresses.networking.k8s.io", "", false);
    private static final Informer FILLING = new Informer("configmaps", "mail", true);

    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final Refusals refusals = new Refusals(() -> now);
    private final Probes probes = new Probes(refusals);

    @Test
    void anOperatorAtWork() {
        probes.watch(Stream::empty, () -> true);

        assertThat(said(probes.live())).isEqualTo("200 live\n");
        assertThat(said(probes.ready())).isEqualTo("200 ready\n");
    }

    @Test
    void oneThatStartsOrStops() {
        assertThat(said(probes.live())).isEqualTo("200 live\n");
        assertThat(said(probes.ready())).isEqualTo("503 not ready\n- starting: the caches are not filled yet\n");

        probes.stopping();
        assertThat(said(probes.live())).isEqualTo("200 live\n");
        assertThat(said(probes.ready())).isEqualTo("503 not ready\n- stopping\n");
    }

    @Test
    void oneWhoseInformerHasEnded() {
        probes.watch(() -> Stream.of(ENDED, ENDED, FILLING), () -> true);

        var problems = """
            - ingresses.networking.k8s.io are not watched: their informer is not running
            - configmaps in namespace mail are not in the cache yet
            """;
        assertThat(said(probes.live())).isEqualTo("503 not live\n" + problems);
        assertThat(said(probes.ready())).isEqualTo("503 not ready\n" + problems);
    }

    @Test
    void oneThatLooksNoMore() {
        probes.watch(Stream::empty, () -> false);

        assertThat(said(probes.live())).isEqualTo("503 not live\n- the scheduler of the probes has stopped\n");
        assertThat(said(probes.ready())).isEqualTo("200 ready\n");
    }

    @Test
    void oneThatANewStartWouldNotMend() {
        probes.watch(() -> Stream.of(ENDED), () -> true);
        var list = new Right("list", "ingresses.networking.k8s.io", "");
        refusals.refused(list);
        now = now.plusSeconds(6);
        refusals.refused(list);

        assertThat(said(probes.live())).isEqualTo("200 live\n- not allowed to list ingresses.networking.k8s.io\n");
        assertThat(said(probes.ready())).isEqualTo("""
            503 not ready
            - ingresses.networking.k8s.io are not watched: their informer is not running
            - not allowed to list ingresses.networking.k8s.io
            """);
    }

    private static String said(Answer answer) {
        var body = new ByteArrayOutputStream();
        try {
            answer.body().writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.status() + " " + body.toString(StandardCharsets.UTF_8);
    }
}
