package io.mtasts.reports.post;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.reports.admission.Intake;
import io.mtasts.reports.admission.IntakeLimits;
import io.mtasts.reports.admission.OurDomain;
import io.mtasts.reports.admission.OurDomains;
import io.mtasts.reports.admission.RememberingStore;
import io.mtasts.reports.admission.Room;
import io.mtasts.reports.admission.TrustedSubmitters;
import io.mtasts.reports.mail.Vouched;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to the door for POST, by the letter and not. */
@Timeout(90)
class PostDoorTest {
    private static final String REPORT = """
        {"organization-name":"Ferry","date-range":{"start-datetime":"2026-11-29T00:00:00Z",\
        "end-datetime":"2026-11-29T23:59:59Z"},"contact-info":"a@ferry.example","report-id":"1","policies":\
        [{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"harbour.example"},\
        "summary":{"total-successful-session-count":5,"total-failure-session-count":0}}]}\
        """;

    private final RememberingStore store = new RememberingStore();
    private final OurDomains ours = new OurDomains();
    private PostDoor door;

    /** The JDK reads it once, when the first server starts. */
    @BeforeAll
    static void waitLess() {
        System.setProperty("sun.net.httpserver.maxReqTime", "4");
    }

    @BeforeEach
    void open() throws IOException {
        ours.set(List.of(new OurDomain("harbour.example", List.of(), List.of("T0ken_-"))));
        var intake = new Intake(
                store,
                ours,
                _ -> new Vouched.ByNobody("no mail"),
                TrustedSubmitters.USUAL,
                new IntakeLimits(
                        5,
                        Duration.ofHours(1),
                        100,
                        100,
                        10,
                        2,
                        1024 * 1024,
                        Duration.ofSeconds(5),
                        Duration.ofDays(400)),
                Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC),
                (_, _) -> {});
        door = PostDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                intake,
                ours,
                new Room(48 * 1024 * 1024));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersOnceItIsStored(boolean compressed) throws IOException {
        var body = compressed ? gzip(REPORT) : REPORT.getBytes(UTF_8);
        var type = "application/tlsrpt+" + (compressed ? "gzip" : "json");
        assertThat(post("/v1/tlsrpt/T0ken_-", type, body)).isEqualTo("201 The report is stored.");
        assertThat(store.kept())
                .singleElement()
                .satisfies(one -> assertThat(one.signer()).isEmpty());
        assertThat(post("/v1/tlsrpt/T0ken_-", type, body)).isEqualTo("201 The report was stored before.");
        assertThat(store.kept()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /v1/tlsrpt/unknown | 404 No domain has this token",
                "POST /v1/tlsrpt/T0ken_%2D | 404 There is nothing here",
                "POST /v1/tlsrpt/../tlsrpt/T0ken_- | 404 There is nothing here",
                "POST //v1/tlsrpt/T0ken_- | 404 There is nothing here",
                "POST /v1/tlsrpt/T0ken_-/ | 404 There is nothing here",
                "POST /v1/tlsrpt/t0ken_- | 404 No domain has this token",
                "POST /v1/tlsrpt/ | 404 There is nothing here",
                "POST /v1/domains | 404 There is nothing here",
                "POST /metrics | 404 There is nothing here",
                "GET /v1/tlsrpt/T0ken_- | 405 Reports are taken by POST.",
                "PUT /v1/tlsrpt/T0ken_- | 405 Reports are taken by POST.",
                "DELETE /v1/tlsrpt/unknown | 405 Reports are taken by POST.",
            })
    void sendsAwayWhoComesElsewhere(String request, String answer) throws IOException {
        var parts = request.split(" ", 2);
        assertThat(request(parts[0], parts[1], "application/tlsrpt+json", REPORT.getBytes(UTF_8)))
                .startsWith(answer);
        assertThat(store.kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {} | 415 The media type is \"application/json\", and should be",
                "text/plain | {} | 415",
                "application/tlsrpt+json | hello | 422 The report cannot be read: ",
                "application/tlsrpt+json | {} | 422 The report cannot be read: ",
                "application/tlsrpt+gzip | [] | 422 The report cannot be read: ",
            })
    void saysWhatItDoesNotTake(String type, String body, String answer) throws IOException {
        assertThat(post("/v1/tlsrpt/T0ken_-", type, body.getBytes(UTF_8))).startsWith(answer);
    }

    @Test
    void refusesWhatIsNotOursTooOldOrAheadOfTime() throws IOException {
        assertThat(posted(REPORT.replace("harbour.example", "foreign.example")))
                .isEqualTo("422 The report is about foreign.example, for which no reports are taken here.");
        assertThat(posted(REPORT.replace("2026-11-29", "2019-11-29")))
                .startsWith("422 The report is about days up to 2019-11-29T23:59:59Z, and none older than");
        assertThat(posted(REPORT.replace("2026-11-29", "2036-11-29")))
                .startsWith("503 The report is about days from 2036-11-29T00:00:00Z on, and it is 2026-11-30");
        assertThat(store.kept()).isEmpty();
    }

    @Test
    void asksToComeAgain() throws IOException {
        store.full(true);
        assertThat(posted(REPORT)).isEqualTo("503 The report cannot be stored now: come again.");
        store.full(false);
        for (int i = 0; i < 4; i++) {
            assertThat(posted(REPORT.replace("\"1\"", "\"" + i + "\""))).startsWith("201");
        }
        assertThat(posted(REPORT)).startsWith("429 Too many reports from here");
        assertThat(store.kept()).hasSize(4);
    }

    @Test
    void asksToComeAgainBeforeItKnowsItsDomains() throws IOException {
        var nobodyYet = new OurDomains();
        var intake = new Intake(
                store,
                nobodyYet,
                _ -> new Vouched.ByNobody("no mail"),
                TrustedSubmitters.USUAL,
                IntakeLimits.USUAL,
                Clock.systemUTC(),
                (_, _) -> {});
        try (var other = PostDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                intake,
                nobodyYet,
                new Room(1))) {
            assertThat(ask(other, "POST", "/v1/tlsrpt/T0ken_-", "application/tlsrpt+json", new byte[0]))
                    .startsWith("503 This receiver has not been told yet");
        }
    }

    @Test
    void takesNoBombAndNoDepth() throws IOException {
        var zeros = "0".repeat(64 * 1024 * 1024);
        assertThat(post("/v1/tlsrpt/T0ken_-", "application/tlsrpt+gzip", gzip("{\"a\":" + zeros)))
                .startsWith("422 ");
        assertThat(post(
                        "/v1/tlsrpt/T0ken_-",
                        "application/tlsrpt+json",
                        "[".repeat(1_000_000).getBytes(UTF_8)))
                .startsWith("422 ");
        assertThat(posted(REPORT)).startsWith("201");
    }

    @Test
    void refusesALongBodyBeforeItComes() throws IOException {
        try (var client = connect()) {
            client.getOutputStream()
                    .write(
                            "POST /v1/tlsrpt/T0ken_- HTTP/1.1\r\nHost: a\r\nContent-Type: application/tlsrpt+json\r\nContent-Length: 99999999999\r\n\r\n"
                                    .getBytes(ISO_8859_1));
            assertThat(answer(client)).startsWith("413 A report has at most 5242880 bytes here.");
        }
    }

    /** Chunks without an end: it is refused once it is too long, whether or not the client listens. */
    @Test
    void doesNotTakeABodyThatDoesNotEnd() throws IOException {
        try (var client = connect()) {
            var out = client.getOutputStream();
            out.write(
                    "POST /v1/tlsrpt/T0ken_- HTTP/1.1\r\nHost: a\r\nContent-Type: application/tlsrpt+json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(ISO_8859_1));
            var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
            long sent = 0;
            try {
                while (sent < 200L * 1024 * 1024) {
                    out.write(chunk);
                    sent += chunk.length;
                }
            } catch (IOException hungUp) {
                assertThat(hungUp).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
            }
            assertThat(sent).isLessThan(64L * 1024 * 1024);
        }
        assertThat(posted(REPORT)).startsWith("201");
    }

    /** A byte now and then, in the header or in the body: hung up on, and others are served meanwhile. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/tlsrpt/T0ken_- HTTP/1.1\r\nHost: a\r\nX: ",
                "POST /v1/tlsrpt/T0ken_- HTTP/1.1\r\n"
                        + "Host: a\r\n"
                        + "Content-Type: application/tlsrpt+json\r\n"
                        + "Content-Length: 9000\r\n\r\n"
            })
    void doesNotWaitForWhoIsSlow(String begin) throws IOException {
        try (var client = connect()) {
            client.getOutputStream().write(begin.getBytes(ISO_8859_1));
            var started = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        try {
                            client.getOutputStream().write('x');
                            return client.getInputStream().available() < 0;
                        } catch (IOException hungUp) {
                            return true;
                        }
                    });
            // The JDK reads its limit once: where another test came first it is that of the product, 20 seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(40));
        }
        assertThat(posted(REPORT)).startsWith("201");
    }

    private String posted(String report) throws IOException {
        return post("/v1/tlsrpt/T0ken_-", "application/tlsrpt+json", report.getBytes(UTF_8));
    }

    private String post(String path, String type, byte[] body) throws IOException {
        return request("POST", path, type, body);
    }

    private String request(String method, String path, String type, byte[] body) throws IOException {
        return ask(door, method, path, type, body);
    }

    /** By hand, since clients of the JDK tidy paths up. */
    private static String ask(PostDoor door, String method, String path, String type, byte[] body) throws IOException {
        try (var client = connect(door.address())) {
            var out = client.getOutputStream();
            out.write("%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                    .formatted(method, path, type, body.length)
                    .getBytes(ISO_8859_1));
            out.write(body);
            return answer(client);
        }
    }

    private Socket connect() throws IOException {
        return connect(door.address());
    }

    private static Socket connect(InetSocketAddress place) throws IOException {
        var socket = new Socket();
        socket.connect(place, 10_000);
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Status and body. */
    private static String answer(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
        var status = in.readLine().split(" ", 3)[1];
        for (var line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            // headers
        }
        return status + " " + in.readLine();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
