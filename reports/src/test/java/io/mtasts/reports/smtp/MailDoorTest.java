package io.mtasts.reports.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mtasts.reports.admission.Intake;
import io.mtasts.reports.admission.IntakeLimits;
import io.mtasts.reports.admission.OurDomain;
import io.mtasts.reports.admission.OurDomains;
import io.mtasts.reports.admission.RememberingStore;
import io.mtasts.reports.admission.Room;
import io.mtasts.reports.admission.TrustedSubmitters;
import io.mtasts.reports.mail.Vouched;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations with the door for mail, by the letter and not. */
@Timeout(60)
class MailDoorTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/mtasts/reports/mail/samples");
    private static final String TO = "tlsrpt@harbour.example";
    private static final MailLimit TIGHT =
            new MailLimit(4, 3, 20_000, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5), 5);

    private final RememberingStore store = new RememberingStore();
    private final OurDomains ours = new OurDomains();
    private Room room = new Room(48L * 1024 * 1024);
    private Optional<MailDoor> open = Optional.empty();

    @AfterEach
    void close() {
        open.ifPresent(MailDoor::close);
    }

    @ParameterizedTest
    @CsvSource({"mox, LMTP", "mox, SMTP", "tlsrpt-reporter, LMTP", "tlsrpt-reporter, SMTP"})
    void takesAMailAndAnswersOnceItIsStored(String sample, MailProtocol protocol) throws IOException {
        var door = open(protocol, MailLimit.USUAL);
        try (var client = greeted(door, protocol)) {
            assertThat(deliver(client, mail(sample))).isEqualTo("250 2.0.0 the report is stored");
            assertThat(store.kept()).singleElement().satisfies(one -> {
                assertThat(one.report().policies())
                        .extracting(policy -> policy.domain().orElseThrow())
                        .containsAnyOf("harbour.example", "mx1.harbour.example");
                assertThat(one.signer()).isEmpty();
            });
            // The same once more, over the same connection: thanked for, and counted once.
            assertThat(deliver(client, mail(sample))).isEqualTo("250 2.0.0 the report was stored before");
            assertThat(store.kept()).hasSize(1);
            assertThat(client.say("QUIT")).startsWith("221 2.0.0");
            assertThat(client.reply()).isEqualTo("gone");
        }
    }

    /** RFC 2033 section 4.2. */
    @Test
    void lmtpRepliesForEachRecipient() throws IOException {
        var door = open(MailProtocol.LMTP, MailLimit.USUAL);
        try (var client = greeted(door, MailProtocol.LMTP)) {
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<" + TO + ">");
            assertThat(client.say("RCPT TO:<somebody@harbour.example>")).startsWith("550 5.1.1");
            client.say("RCPT TO:<TLSRPT@Harbour.example>");
            client.say("DATA");
            client.send(mail("mox") + "\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 2.0.0");
            assertThat(client.reply()).startsWith("250 2.0.0");
            assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 OK");
        }
    }

    /** All commands at once, as RFC 2920 allows and RFC 2033 section 5 requires. */
    @ParameterizedTest
    @EnumSource(MailProtocol.class)
    void takesCommandsThatDoNotWait(MailProtocol protocol) throws IOException {
        var door = open(protocol, MailLimit.USUAL);
        try (var client = greeted(door, protocol)) {
            client.send("MAIL FROM:<> BODY=8BITMIME SIZE=900\r\nRCPT TO:<" + TO + ">\r\nDATA\r\n" + mail("mox")
                    + "\r\n.\r\nMAIL FROM:<a@b.example>\r\nQUIT\r\n");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply(), client.reply()))
                    .extracting(reply -> reply.substring(0, 3))
                    .containsExactly("250", "250", "354", "250", "250");
            assertThat(client.reply()).startsWith("221");
        }
        assertThat(store.kept()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP | LHLO client.example | 500 5.5.1 this is SMTP: begin with EHLO",
                "LMTP | EHLO client.example | 500 5.5.1 this is LMTP: begin with LHLO",
                "LMTP | HELO client.example | 500 5.5.1 this is LMTP: begin with LHLO",
                "SMTP | EHLO | 501 5.5.4 EHLO needs the name of the client",
                "SMTP | MAIL FROM:<a@b.example> | 503 5.5.1 a greeting is missing before MAIL",
                "SMTP | RCPT TO:<a@b.example> | 503 5.5.1 MAIL is missing before this command",
                "SMTP | DATA | 503 5.5.1 MAIL is missing before this command",
                "SMTP | STARTTLS | 500 5.5.1 the command STARTTLS is not known here",
            })
    void refusesWhatIsOutOfTurn(MailProtocol protocol, String line, String reply) throws IOException {
        var door = open(protocol, MailLimit.USUAL);
        try (var client = new Talk(door.address())) {
            client.reply();
            assertThat(client.say(line)).isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL FROM:a@b.example | 501 5.5.4 write MAIL FROM:<address>",
                "MAIL FROM:<> SMTPUTF8 | 555 5.5.4 the parameter SMTPUTF8 is not known here",
                "MAIL FROM:<> SIZE=20001 | 552 5.3.4 a mail has at most 20000 bytes here",
                "MAIL FROM:<> SIZE=99999999999999999999 | 555 5.5.4 the parameter SIZE=99999999999999999999 is not"
                        + " known here",
            })
    void judgesTheEnvelope(String line, String reply) throws IOException {
        var door = open(MailProtocol.SMTP, TIGHT);
        try (var client = greeted(door, MailProtocol.SMTP)) {
            assertThat(client.say(line)).isEqualTo(reply);
        }
    }

    @Test
    void saysWhyAMailIsRefusedForGood() throws IOException {
        var door = open(MailProtocol.LMTP, MailLimit.USUAL);
        try (var client = greeted(door, MailProtocol.LMTP)) {
            assertThat(deliver(client, "Subject: hello\r\n\r\nworld"))
                    .startsWith("554 5.6.0 the mail has no TLS report: it should have a part of type");
            ours.set(List.of(new OurDomain("other.example", List.of(), List.of())));
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<tlsrpt@other.example>");
            client.say("DATA");
            client.send(mail("mox") + "\r\n.\r\n");
            assertThat(client.reply())
                    .isEqualTo("550 5.7.1 the report is about harbour.example, for which no reports are taken here");
        }
        assertThat(store.kept()).isEmpty();
    }

    @Test
    void asksToComeAgainWhileThereIsNoRoomAndNothingIsLost() throws IOException {
        var door = open(MailProtocol.LMTP, MailLimit.USUAL);
        try (var client = greeted(door, MailProtocol.LMTP)) {
            store.full(true);
            assertThat(deliver(client, mail("mox"))).startsWith("452 4.3.1 the report cannot be stored now");
            store.full(false);
            assertThat(deliver(client, mail("mox"))).startsWith("250 2.0.0");
        }
        assertThat(store.kept()).hasSize(1);
    }

    @Test
    void asksToComeAgainBeforeItKnowsItsDomains() throws IOException {
        var door = open(MailProtocol.LMTP, MailLimit.USUAL, new OurDomains());
        try (var client = greeted(door, MailProtocol.LMTP)) {
            client.say("MAIL FROM:<>");
            assertThat(client.say("RCPT TO:<" + TO + ">")).startsWith("451 4.3.5");
        }
    }

    /** Only CRLF, dot, CRLF ends a mail; what looks like it to others is text. */
    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r\n..\r\n"})
    void noOtherEndEndsAMail(String end) throws IOException {
        var door = open(MailProtocol.SMTP, MailLimit.USUAL);
        try (var client = greeted(door, MailProtocol.SMTP)) {
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<" + TO + ">");
            client.say("DATA");
            client.send("Subject: one" + end + "MAIL FROM:<smuggled@b.example>\r\n.\r\n");
            assertThat(client.reply()).startsWith("554 5.6.0");
            assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 OK");
        }
    }

    @Test
    void refusesALongMailAndHangsUpOnOneThatDoesNotEnd() throws IOException {
        var door = open(MailProtocol.SMTP, TIGHT);
        try (var client = greeted(door, MailProtocol.SMTP)) {
            assertThat(deliver(client, "Subject: long\r\n\r\n" + "x".repeat(30_000)))
                    .isEqualTo("552 5.3.4 a mail has at most 20000 bytes here");
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<" + TO + ">");
            client.say("DATA");
            client.send("x".repeat(81_000));
            assertThat(client.reply()).isEqualTo("421 4.3.4 the mail does not end");
            assertThat(client.reply()).isEqualTo("gone");
        }
    }

    @Test
    void hasNoRoomForMoreThanItMayHold() throws IOException {
        room = new Room(300_000);
        var small =
                new MailLimit(4, 4, 1_000_000, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(9), 5);
        var door = open(MailProtocol.SMTP, small);
        try (var client = greeted(door, MailProtocol.SMTP)) {
            assertThat(deliver(client, "Subject: a\r\n\r\n" + "x".repeat(200_000)))
                    .isEqualTo("452 4.3.1 there is no room for the mail now: come again");
            assertThat(deliver(client, mail("mox"))).startsWith("250 2.0.0");
        }
    }

    /** A byte now and then does not put the end off. */
    @SuppressWarnings("try") // closed before the end of the block, to end the other thread
    @ParameterizedTest
    @ValueSource(strings = {"", "DATA"})
    void doesNotWaitForWhoIsSlow(String where) throws IOException {
        var door = open(MailProtocol.SMTP, TIGHT);
        try (var client = greeted(door, MailProtocol.SMTP)) {
            if (!where.isEmpty()) {
                client.say("MAIL FROM:<>");
                client.say("RCPT TO:<" + TO + ">");
                client.say("DATA");
            }
            var drip = Thread.ofVirtual()
                    .start(() -> Awaitility.await()
                            .atMost(30, TimeUnit.SECONDS)
                            .pollInterval(Duration.ofMillis(100))
                            .until(() -> {
                                try {
                                    client.send("x");
                                    return false;
                                } catch (IOException gone) {
                                    return true;
                                }
                            }));
            assertThat(client.reply()).startsWith("421 4.4.2");
            assertThat(client.reply()).isEqualTo("gone");
            client.close();
            Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !drip.isAlive());
        }
    }

    @Test
    void turnsAwayMoreConnectionsThanASourceMayHave() throws IOException {
        var door = open(MailProtocol.SMTP, TIGHT);
        var clients = new ArrayList<Talk>();
        for (int i = 0; i < 3; i++) {
            clients.add(greeted(door, MailProtocol.SMTP));
        }
        try (var more = new Talk(door.address())) {
            assertThat(more.reply()).isEqualTo("421 4.7.0 mx.test has too many connections: come again");
            assertThat(more.reply()).isEqualTo("gone");
        }
        clients.getFirst().say("QUIT");
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
            try (var next = new Talk(door.address())) {
                assertThat(next.reply()).startsWith("220 ");
            }
        });
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void hangsUpOnWhoOnlyTalks() throws IOException {
        var door = open(MailProtocol.SMTP, TIGHT);
        try (var client = greeted(door, MailProtocol.SMTP)) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.say("NOOP")).startsWith("250");
            }
            assertThat(client.say("x".repeat(5_000))).isEqualTo("500 5.5.2 the line is too long");
            assertThat(client.reply()).isEqualTo("421 4.7.0 too many commands that lead nowhere");
        }
    }

    @Test
    void letsAMailThatIsUnderWayEndWhenItStops() throws Exception {
        var door = open(MailProtocol.SMTP, MailLimit.USUAL);
        try (var idle = greeted(door, MailProtocol.SMTP);
                var client = greeted(door, MailProtocol.SMTP)) {
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<" + TO + ">");
            client.say("DATA");
            var stopping = Thread.ofVirtual().start(door::close);
            assertThat(idle.reply()).isEqualTo("gone");
            client.send(mail("mox") + "\r\n.\r\n");
            assertThat(client.reply()).startsWith("250 2.0.0");
            assertThat(client.reply()).startsWith("421 4.3.2");
            assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(store.kept()).hasSize(1);
    }

    /** Clients that we did not write: those of Python's standard library. */
    @ParameterizedTest
    @EnumSource(MailProtocol.class)
    void takesMailFromPython(MailProtocol protocol) throws Exception {
        assumeTrue(hasPython(), "python3 is not installed");
        var door = open(protocol, MailLimit.USUAL);
        var script = """
            import smtplib, sys
            with smtplib.%s("127.0.0.1", %d) as client:
                print(client.sendmail("", ["%s"], open(sys.argv[1], "rb").read()))
            """.formatted(protocol, door.address().getPort(), TO);
        var python = new ProcessBuilder(
                        "python3", "-c", script, SAMPLES.resolve("mox.eml").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(python.getInputStream().readAllBytes(), ISO_8859_1))
                .isEqualToIgnoringNewLines("{}");
        assertThat(store.kept()).hasSize(1);
    }

    private static boolean hasPython() {
        return Files.isExecutable(Path.of("/usr/bin/python3")) || Files.isExecutable(Path.of("/usr/local/bin/python3"));
    }

    /** Packed they are small, and in memory they are as long as they are. */
    @ParameterizedTest
    @CsvSource({"1, 250 2.0.0", "2, 554 5.6.0", "20, 554 5.6.0"})
    void takesNoMoreReportsAtOnceThanThereIsMemoryFor(int reports, String reply) throws IOException {
        var door = open(MailProtocol.SMTP, MailLimit.USUAL);
        var mail = new StringBuilder("From: a@b.example\r\nMIME-Version: 1.0\r\n")
                .append("Content-Type: multipart/report; boundary=B\r\n\r\n");
        for (int number = 0; number < reports; number++) {
            mail.append("--B\r\nContent-Type: application/tlsrpt+gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(gzip(longReport(number))))
                    .append("\r\n");
        }
        try (var client = greeted(door, MailProtocol.SMTP)) {
            assertThat(deliver(client, mail + "--B--")).startsWith(reply);
        }
    }

    /** Of 2.5 MiB, in details that are all kept. */
    private static String longReport(int number) {
        var detail =
                "{\"result-type\":\"certificate-expired\",\"failed-session-count\":1,\"additional-information\":\"%s\"}"
                        .formatted("x".repeat(2_450));
        return """
            {"organization-name":"o","date-range":{"start-datetime":"2026-11-29T00:00:00Z","end-datetime":"2026-11-29T23:59:59Z"},
            "contact-info":"c","report-id":"%d","policies":[{"policy":{"policy-type":"sts","policy-domain":"harbour.example"},
            "summary":{"total-successful-session-count":0,"total-failure-session-count":1000},"failure-details":[%s]}]}\
            """.formatted(number, String.join(",", Collections.nCopies(1_000, detail)));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(ISO_8859_1));
        }
        return packed.toByteArray();
    }

    private MailDoor open(MailProtocol protocol, MailLimit limit) throws IOException {
        ours.set(List.of(new OurDomain("harbour.example", List.of(), List.of())));
        return open(protocol, limit, ours);
    }

    private MailDoor open(MailProtocol protocol, MailLimit limit, OurDomains domains) throws IOException {
        var clock = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
        var intake = new Intake(
                store,
                domains,
                mail -> new Vouched.ByNobody("it has no signature"),
                TrustedSubmitters.USUAL,
                IntakeLimits.USUAL,
                clock,
                (_, _) -> {});
        var door = MailDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new MailDoor.Terms(protocol, "mx.test", new Recipients(List.of(), domains), limit, room, intake));
        open = Optional.of(door);
        return door;
    }

    private static Talk greeted(MailDoor door, MailProtocol protocol) throws IOException {
        var client = new Talk(door.address());
        assertThat(client.reply()).startsWith("220 mx.test");
        assertThat(client.say((protocol == MailProtocol.LMTP ? "LHLO" : "EHLO") + " client.example"))
                .isEqualTo("250 ENHANCEDSTATUSCODES");
        return client;
    }

    private static String deliver(Talk client, String mail) throws IOException {
        assertThat(client.say("MAIL FROM:<postmaster@mox.example>")).startsWith("250");
        assertThat(client.say("RCPT TO:<" + TO + ">")).startsWith("250");
        assertThat(client.say("DATA")).startsWith("354");
        client.send(mail + "\r\n.\r\n");
        return client.reply();
    }

    private static String mail(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample + ".eml"), ISO_8859_1).replaceAll("\r?\n", "\r\n");
    }
}
