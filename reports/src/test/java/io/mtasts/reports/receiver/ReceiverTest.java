package io.mtasts.reports.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mtasts.observe.ObserverSettings;
import io.mtasts.reports.admission.IntakeLimits;
import io.mtasts.reports.admission.OurDomain;
import io.mtasts.reports.admission.TrustedSubmitters;
import io.mtasts.reports.answer.SeenJson;
import io.mtasts.reports.smtp.MailLimit;
import io.mtasts.reports.store.SqlReportStore;
import io.mtasts.reports.store.StoreAddress;
import io.mtasts.reports.store.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole receiver on SQLite: what the operator, the kubelet and Prometheus see of it. */
@Timeout(60)
class ReceiverTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
    private static final String LIST = """
        {"domains":[{"name":"harbour.example","mxHosts":["mx.provider.example"],"tokens":["T1"]}]}\
        """;
    private static final String REPORT = """
        {"organization-name":"Ferry","date-range":{"start-datetime":"2026-11-29T00:00:00Z",\
        "end-datetime":"2026-11-29T23:59:59Z"},"contact-info":"a@ferry.example","report-id":"1","policies":\
        [{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"harbour.example"},\
        "summary":{"total-successful-session-count":5,"total-failure-session-count":0}}]}\
        """;

    @TempDir
    private Path directory;

    private final int post = freePort();
    private final int internal = freePort();

    @Test
    void isToldItsDomainsAndKnowsThemAfterARestart() throws Exception {
        try (var store = store();
                var _ = start(store, Optional.empty())) {
            assertThat(ask("GET", internal, "/livez", "")).isEqualTo("200 alive\n");
            assertThat(ask("GET", internal, "/readyz", "")).startsWith("503 Not ready: nobody has said yet");
            assertThat(ask("POST", post, "/v1/tlsrpt/T1", REPORT)).startsWith("503");
            assertThat(ask("POST", internal, "/v1/domains", LIST)).isEqualTo("200 []");
            assertThat(ask("GET", internal, "/readyz", "")).isEqualTo("200 ready\n");
        }
        try (var store = store();
                var _ = start(store, Optional.empty())) {
            assertThat(ask("POST", post, "/v1/tlsrpt/T1", REPORT)).startsWith("201");
            var answer = ask("POST", internal, "/v1/domains", LIST);
            assertThat(SeenJson.read(answer.substring(4).getBytes(UTF_8)))
                    .singleElement()
                    .satisfies(seen -> assertThat(seen.submitters())
                            .singleElement()
                            .satisfies(one -> {
                                assertThat(one.name()).isEqualTo("Ferry");
                                assertThat(one.evidence()).isFalse();
                                assertThat(one.successful()).isEqualTo(5);
                            }));
            assertThat(ask("GET", internal, "/metrics", ""))
                    .contains("mtasts_receiver_domains 1.0")
                    .contains("mtasts_receiver_reports_total{door=\"https\",outcome=\"stored\",reason=\"\"} 1.0");
        }
    }

    @Test
    void doesNotAnswerTheOperatorInPublic() throws Exception {
        try (var store = store();
                var _ = start(store, Optional.of(List.of(new OurDomain("a.example", List.of(), List.of()))))) {
            assertThat(ask("POST", post, "/v1/domains", LIST)).startsWith("404");
            assertThat(ask("GET", post, "/metrics", "")).startsWith("404");
            assertThat(ask("POST", internal, "/v1/tlsrpt/T1", REPORT)).startsWith("404");
            assertThat(ask("GET", internal, "/v1/domains", "")).startsWith("405");
        }
    }

    /** A list of its own is not put aside by whoever asks. */
    @Test
    void keepsToTheListItWasStartedWith() throws Exception {
        try (var store = store();
                var _ = start(store, Optional.of(List.of(new OurDomain("a.example", List.of(), List.of("T1")))))) {
            assertThat(ask("POST", internal, "/v1/domains", LIST)).startsWith("200");
            assertThat(ask("POST", post, "/v1/tlsrpt/T1", REPORT))
                    .startsWith("422 The report is about harbour.example, for which no reports are taken here");
        }
    }

    @Test
    void refusesAListThatItCannotRead() throws Exception {
        try (var store = store();
                var _ = start(store, Optional.empty())) {
            assertThat(ask("POST", internal, "/v1/domains", "{}")).isEqualTo("400 The list of domains is missing.\n");
            assertThat(ask("POST", internal, "/v1/domains", "[".repeat(100_000)))
                    .startsWith("400 This is not the JSON");
            assertThat(ask("POST", internal, "/v1/domains", "{\"domains\":[{}]}"))
                    .isEqualTo("400 A domain in the list has no name.\n");
            assertThat(ask("POST", internal, "/v1/domains", LIST.replace("}]}", "}],\"from\":\"soon\"}")))
                    .isEqualTo("400 \"soon\" is not a day, as in 2026-11-30.\n");
            assertThat(ask("GET", internal, "/readyz", "")).startsWith("503");
        }
    }

    @Test
    void saysWhichAddressIsTaken() throws Exception {
        try (var store = store();
                var _ = start(store, Optional.empty())) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> start(store, Optional.empty()))
                    .withMessage("HTTP cannot listen at 127.0.0.1:%d: Address already in use", post);
        }
    }

    private SqlReportStore store() throws StoreUnavailable {
        return SqlReportStore.open(StoreAddress.of(directory.resolve("reports.db")));
    }

    private Receiver start(SqlReportStore store, Optional<List<OurDomain>> domains)
            throws IOException, StoreUnavailable {
        return Receiver.start(
                new ReceiverSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), post)),
                        Optional.empty(),
                        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), internal)),
                        Optional.empty(),
                        "mx.test",
                        List.of(),
                        Optional.empty(),
                        TrustedSubmitters.USUAL,
                        domains,
                        ObserverSettings.builder().build(),
                        IntakeLimits.USUAL,
                        MailLimit.USUAL),
                store,
                CLOCK);
    }

    private static String ask(String method, int port, String path, String body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/tlsrpt+json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
