package io.mtasts.operator.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.reports.store.SqlReportStore;
import io.mtasts.reports.store.StoreAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code receive} as a process of its own, which is told to end, or killed. */
@Timeout(180)
class ReceiveCommandTest {
    private static final int MAILS = 1_000;
    private static final int AT_ONCE = 8;

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();
    private final int port = freePort();

    @AfterEach
    void endAll() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** What was answered 250 is in the store, and nothing is there twice, although each mail comes again. */
    @Test
    void losesNothingWhenItIsKilled() throws Exception {
        var answered = ConcurrentHashMap.<Integer>newKeySet();
        var first = start();
        var clients = deliverAll(answered);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() >= MAILS / 3);
        first.destroyForcibly();
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        joined(clients);
        assertThat(answered).hasSizeBetween(MAILS / 3, MAILS - 1);
        long afterKill = stored();
        assertThat(afterKill).isBetween((long) answered.size(), answered.size() + (long) AT_ONCE);

        var second = start();
        var again = ConcurrentHashMap.<Integer>newKeySet();
        joined(deliverAll(again));
        assertThat(again).hasSize(MAILS);
        second.destroy();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stored()).isEqualTo(MAILS);
    }

    @Test
    void endsAMailThatIsUnderWayAndLoadsNoKubernetes() throws Exception {
        var receiver = start();
        try (var client = new Client()) {
            client.say("LHLO a");
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<tlsrpt@harbour.example>");
            client.say("DATA");
            receiver.destroy();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                try (var _ = new Client()) {
                    return false;
                } catch (IOException closed) {
                    return true;
                }
            });
            assertThat(client.say(mail(1) + "\r\n.")).startsWith("250 2.0.0");
        }
        assertThat(receiver.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stored()).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("loaded")))
                .anyMatch(line -> line.contains("io.mtasts.reports.smtp.MailDoor"))
                .noneMatch(line -> line.contains(" io.fabric8.kubernetes"))
                .noneMatch(line -> line.contains(" io.javaoperatorsdk"));
    }

    private List<Thread> deliverAll(Set<Integer> answered) {
        return IntStream.range(0, AT_ONCE)
                .mapToObj(part -> Thread.ofVirtual().start(() -> deliver(part, answered)))
                .toList();
    }

    private void deliver(int part, Set<Integer> answered) {
        try (var client = new Client()) {
            client.say("LHLO a");
            for (int i = part; i < MAILS; i += AT_ONCE) {
                client.say("MAIL FROM:<>");
                client.say("RCPT TO:<tlsrpt@harbour.example>");
                client.say("DATA");
                if (client.say(mail(i) + "\r\n.").startsWith("250 ")) {
                    answered.add(i);
                }
            }
        } catch (IOException killed) {
            // the other side is gone in the middle: what was not answered counts as not taken
        }
    }

    private static void joined(List<Thread> threads) throws InterruptedException {
        for (var thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(90))).isTrue();
        }
    }

    private long stored() throws Exception {
        try (var store = SqlReportStore.open(StoreAddress.of(directory.resolve("reports.db")))) {
            return store.stock().counted();
        }
    }

    private static String mail(int number) {
        var day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        return """
            From: a@ferry.example
            Content-Type: application/tlsrpt+json

            {"organization-name":"Ferry","date-range":{"start-datetime":"%s","end-datetime":"%s"},\
            "contact-info":"a","report-id":"r%d","policies":[{"policy":{"policy-type":"sts","policy-string":[],\
            "policy-domain":"harbour.example"},"summary":{"total-successful-session-count":1,\
            "total-failure-session-count":0}}]}\
            """.formatted(day, day.plusSeconds(86_399), number).replace("\n", "\r\n");
    }

    private Process start() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "@../bin/jvm.options",
                        "-Xmx96m",
                        "-Xlog:class+load:file=" + directory.resolve("loaded"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "receive",
                        "--store",
                        directory.resolve("reports.db").toString(),
                        "--lmtp",
                        "127.0.0.1:" + port,
                        "--domain",
                        "harbour.example")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        started.add(process);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive())
                    .as(Files.readString(directory.resolve("out")))
                    .isTrue();
            try (var _ = new Client()) {
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return process;
    }

    /** Says a line, and hears the last line of the reply. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;

        Client() throws IOException {
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
                socket.setSoTimeout(60_000);
                in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                reply();
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
            return reply();
        }

        private String reply() throws IOException {
            String line;
            do {
                line = in.readLine();
                if (line == null) {
                    throw new IOException("the other side has hung up");
                }
            } while (line.charAt(3) == '-');
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
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
