package io.mtasts.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mtasts.lab.dns.Dns;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.dns.UpdateFault;
import io.mtasts.lab.dns.Updates;
import io.mtasts.lab.dns.Zone;
import io.mtasts.observe.net.HostPort;
import io.mtasts.operator.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Updates to a name server of the lab, and everything that can be wrong with it. */
class RecordPublisherTest {
    private static final DesiredRecords.Owner OWNER = new DesiredRecords.Owner("mail", "policy", "example.com");
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBsYWIgZm9yIHVwZGF0ZXMuLi4=";
    private static final String OTHER_SECRET = "bm90IHRoZSBzZWNyZXQgb2YgdGhlIGxhYi4uLi4uLi4=";
    private static final String NAME = "_mta-sts.example.com";
    private static final String OLD = "v=STSv1; id=old;";
    private static final String NEW = "v=STSv1; id=new;";

    private final Dns dns = Dns.start();
    private final Zone zone = dns.zone("example.com");
    private final Updates updates = dns.nameServer("ns1.lab.test").takeUpdates("mta-sts", "hmac-sha256", SECRET);
    private final AtomicBoolean leading = new AtomicBoolean(true);
    private final AtomicInteger news = new AtomicInteger();

    @TempDir
    private static Path keys;

    private RecordPublisher<String> publisher = with("mta-sts@%s");

    @BeforeEach
    void writeKey() throws IOException {
        Files.writeString(keys.resolve("corp"), SECRET + "\n");
        publisher = with("mta-sts@%s");
    }

    @AfterEach
    void stop() {
        publisher.close();
        dns.close();
    }

    private RecordPublisher<String> with(String form, UpdateServer... others) {
        var address = dns.nameServer("ns1.lab.test").address();
        var at = new HostPort(address.getAddress().getHostAddress(), address.getPort()).toString();
        return new RecordPublisher<>(
                Stream.concat(Stream.of(UpdateServer.parse("corp=" + form.formatted(at), keys)), Stream.of(others))
                        .toList(),
                Duration.ofSeconds(1),
                leading::get,
                Clock.systemUTC(),
                _ -> news.incrementAndGet());
    }

    private static DesiredRecords desired(String text, boolean adopt, String... ours) {
        return new DesiredRecords(
                OWNER,
                "corp",
                List.of(new WantedText(NAME, RecordKind.MTA_STS, text, 300, Set.of(ours), false)),
                adopt,
                "1/");
    }

    private TextState state() {
        await().until(() -> publisher.latest("policy").of(NAME).isPresent());
        return publisher.latest("policy").of(NAME).orElseThrow();
    }

    private String why() {
        await().until(() -> publisher.latest("policy").of(NAME).orElse(null) instanceof TextState.Failed);
        return ((TextState.Failed) state()).why();
    }

    private void awaitText(String text) {
        await().untilAsserted(() -> assertThat(zone.text()).contains("\"" + text + "\""));
    }

    @Test
    void fromNothingToAChangedRecordAndAway() {
        publisher.keep("policy", desired(OLD, false), Optional.empty());
        awaitText(OLD);
        assertThat(state()).isEqualTo(new TextState.InPlace());

        publisher.keep("policy", desired(NEW, false, OLD), Optional.empty());
        awaitText(NEW);
        assertThat(zone.text()).doesNotContain(OLD);
        assertThat(updates.made()).isEqualTo(2);

        await().until(() -> publisher.withdrawn("policy", desired(NEW, false, OLD)));
        assertThat(zone.has(NAME, "TXT")).isFalse();
    }

    /** As each line of the operator's log that tells of a policy. */
    @Test
    void whatIsWrittenIsALineOfThePolicysStory() {
        var lines = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(DynamicUpdateClient.class);
        lines.start();
        logger.addAppender(lines);
        try {
            publisher.keep("policy", desired(NEW, false), Optional.empty());
            awaitText(NEW);
            await().until(() -> !lines.list.isEmpty());
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).startsWith("Update server corp, zone example.com.: added ");
            assertThat(line.getKeyValuePairs())
                    .extracting(KeyValuePair::toString)
                    .containsExactly(
                            "kind=\"MailDomainPolicy\"",
                            "namespace=\"mail\"",
                            "name=\"policy\"",
                            "domain=\"example.com\"",
                            "reason=\"RecordUpdated\"");
        });
    }

    /** A name server that says nothing takes each place for a while. */
    @Test
    void aNamespaceWhoseServerIsSilentHoldsUpNoOther() throws IOException {
        Files.writeString(keys.resolve("silent"), SECRET + "\n");
        dns.nameServer("ns2.lab.test").fail(Trouble.SILENT);
        var silent = dns.nameServer("ns2.lab.test").address();
        publisher.close();
        publisher = with(
                "mta-sts@%s",
                UpdateServer.parse(
                        "silent=mta-sts@" + silent.getAddress().getHostAddress() + ":" + silent.getPort(), keys));
        for (int n = 0; n < 40; n++) {
            var owner = new DesiredRecords.Owner("crowd", "policy-" + n, "example.com");
            publisher.keep(
                    "crowd-" + n,
                    new DesiredRecords(
                            owner,
                            "silent",
                            List.of(new WantedText(NAME, RecordKind.MTA_STS, OLD, 300, Set.of(), false)),
                            false,
                            "1/"),
                    Optional.empty());
        }

        publisher.keep("policy", desired(NEW, false), Optional.empty());

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(zone.text()).contains("\"" + NEW + "\""));
    }

    @Test
    void whatIsThereIsWrittenOnce() {
        zone.txt(NAME, NEW);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        publisher.keep("policy", desired(NEW, false), Optional.empty());

        assertThat(state()).isEqualTo(new TextState.InPlace());
        assertThat(updates.made()).isZero();
        await().until(() -> news.get() == 1);
    }

    @Test
    void whatSomebodyElseWroteStaysUnlessAdopted() {
        zone.txt(NAME, "v=STSv1; id=20240101;", "unrelated");
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(state()).isEqualTo(new TextState.Foreign(List.of("v=STSv1; id=20240101;")));
        await().until(() -> publisher.withdrawn("policy", desired(NEW, false)));
        assertThat(zone.text()).contains("20240101", "unrelated");
        publisher.forget("policy");

        publisher.keep("policy", desired(NEW, true), Optional.empty());
        awaitText(NEW);
        assertThat(zone.text()).doesNotContain("20240101").contains("unrelated");
    }

    @Test
    void whatAWildcardAnswersIsNotInTheWay() {
        zone.set("*.example.com", "TXT", "\"v=spf1 -all\"");

        publisher.keep("policy", desired(NEW, false), Optional.empty());

        awaitText(NEW);
        assertThat(state()).isEqualTo(new TextState.InPlace());
        await().until(() -> publisher.withdrawn("policy", desired(NEW, false)));
        assertThat(zone.has(NAME, "TXT")).isFalse();
        assertThat(zone.has("*.example.com", "TXT")).isTrue();
    }

    @Test
    void aRecordRemovedByHandComesBack() {
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        awaitText(NEW);
        state();
        zone.remove(NAME, "TXT");

        publisher.keep("policy", desired(NEW, false), Optional.of(Instant.now().plusSeconds(1)));
        awaitText(NEW);
    }

    @Test
    void whoeverKeepsWritingOverOursIsLeftAlone() {
        publisher.keep("policy", desired(NEW, false, OLD), Optional.empty());
        awaitText(NEW);
        for (int times = 1; times <= 2; times++) {
            await().until(() -> state() instanceof TextState.InPlace);
            zone.txt(NAME, OLD);
            var seen = Instant.now().plusSeconds(60L * times);
            if (times == 1) {
                publisher.keep("policy", desired(NEW, false, OLD), Optional.of(seen));
                awaitText(NEW);
            } else {
                publisher.keep("policy", desired(NEW, false, OLD), Optional.of(seen));
            }
        }
        await().untilAsserted(() -> assertThat(state()).isEqualTo(new TextState.Contested(List.of(OLD))));
        assertThat(zone.text()).contains(OLD);
    }

    @Test
    void whoeverStopsWritingOverOursAndTakesHisOwnAwayIsFollowedByOurs() {
        whoeverKeepsWritingOverOursIsLeftAlone();
        zone.remove(NAME, "TXT");

        publisher.keep(
                "policy", desired(NEW, false, OLD), Optional.of(Instant.now().plusSeconds(600)));
        awaitText(NEW);
        await().until(() -> state() instanceof TextState.InPlace);
    }

    @Test
    void aWithdrawalThatWasThoughtBetterOfBeginsAnew() {
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        awaitText(NEW);
        await().until(() -> publisher.withdrawn("policy", desired(NEW, false)));

        publisher.keep("policy", desired(NEW, false), Optional.empty());
        awaitText(NEW);
        await().until(() -> state() instanceof TextState.InPlace);
        assertThat(publisher.withdrawn("policy", desired(NEW, false)))
                .as("published is not withdrawn")
                .isFalse();
        await().until(() -> publisher.withdrawn("policy", desired(NEW, false)));
        assertThat(zone.has(NAME, "TXT")).isFalse();
    }

    @Test
    void aWrongKeyIsNamedAndARightOneCountsAtOnce() throws IOException {
        Files.writeString(keys.resolve("corp"), OTHER_SECRET);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why())
                .startsWith("Update server corp answers BADSIG: it knows a key mta-sts with another secret.")
                .doesNotContain(OTHER_SECRET);

        Files.writeString(keys.resolve("corp"), SECRET);
        awaitText(NEW);
    }

    @Test
    void aKeyThatTheServerDoesNotKnow() {
        publisher = with("other@%s");
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why())
                .startsWith("Update server corp answers BADKEY: it has no key other of algorithm hmac-sha256,");
    }

    @Test
    void anotherAlgorithm() {
        publisher = with("hmac-sha512:mta-sts@%s");
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).contains("it has no key mta-sts of algorithm hmac-sha512");
    }

    @Test
    void aKeyFileThatIsNotThereOrNoKey() throws IOException {
        Files.writeString(keys.resolve("corp"), "not base64!");
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).contains("is not base64").doesNotContain("not base64!");

        Files.delete(keys.resolve("corp"));
        await().untilAsserted(() -> assertThat(why()).contains("does not exist"));
    }

    @Test
    void aServerThatRefuses() {
        updates.fail(UpdateFault.REFUSES);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why())
                .startsWith("Update server corp answers REFUSED: its policy for zone example.com does not allow the key"
                        + " mta-sts to do this.");

        updates.recover();
        awaitText(NEW);
    }

    @Test
    void aServerThatIsSilentButDoesIt() {
        updates.fail(UpdateFault.SILENT);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).isEqualTo("Update server corp does not answer within 1 seconds.");
        await().until(() -> state() instanceof TextState.InPlace); // the next probe finds it there
        assertThat(updates.made()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNotSignedIsNotBelieved() {
        updates.fail(UpdateFault.UNSIGNED);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).contains("is not signed with the key mta-sts, so it is not trusted");
    }

    @Test
    void aServerThatLiesIsFoundOutByTheNextLook() {
        updates.fail(UpdateFault.LIES);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(state()).isEqualTo(new TextState.InPlace());
        assertThat(zone.has(NAME, "TXT")).isFalse();

        updates.recover();
        publisher.keep("policy", desired(NEW, false), Optional.of(Instant.now().plusSeconds(1)));
        awaitText(NEW);
    }

    @Test
    void nothingThatIsDns() {
        dns.nameServer("ns1.lab.test").fail(Trouble.GARBAGE);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).isEqualTo("Update server corp answers with something that is not DNS.");
    }

    @Test
    void aZoneThatIsNotTheServers() {
        publisher.keep(
                "policy",
                new DesiredRecords(
                        OWNER,
                        "corp",
                        List.of(new WantedText(
                                NAME.replace("com", "org"), RecordKind.MTA_STS, NEW, 300, Set.of(), false)),
                        false,
                        ""),
                Optional.empty());
        await().until(() ->
                publisher.latest("policy").of("_mta-sts.example.org").isPresent());
        assertThat(publisher.latest("policy").of("_mta-sts.example.org").toString())
                .contains("answers REFUSED");
    }

    @Test
    void aNameOutsideOfTheZoneThatIsSet() {
        publisher = with("mta-sts@%s/example.org");
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).isEqualTo(NAME + " is not in zone example.org, for which update server corp is configured.");
    }

    @Test
    void whoeverDoesNotLeadWritesNothing() {
        leading.set(false);
        publisher.keep("policy", desired(NEW, false), Optional.empty());
        assertThat(why()).contains("Another operator has become the leader");
        assertThat(zone.has(NAME, "TXT")).isFalse();
    }

    @Test
    void aRetiringPolicyDoesNotWaitWithoutEnd() {
        var clock = new HandClock();
        try (var gone = new RecordPublisher<String>(List.of(), Duration.ofSeconds(1), () -> true, clock, _ -> {})) {
            assertThat(gone.withdrawn("policy", desired(NEW, false))).isFalse();
            clock.forward(Duration.ofSeconds(61));
            assertThat(gone.withdrawn("policy", desired(NEW, false))).isTrue();
        }
    }

    @Test
    void backingOffDoublesUpToFiveMinutes() {
        assertThat(Backoff.after(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.after(4, 0.5)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Backoff.after(4, 0)).isEqualTo(Duration.ofSeconds(6));
        assertThat(Backoff.after(1_000, 1)).isEqualTo(Duration.ofSeconds(375));
    }
}
