package io.mtasts.operator.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dynamic updates to a real name server, set up as docs/publishing.md says. */
class KnotTest {
    private static final DesiredRecords.Owner OWNER = new DesiredRecords.Owner("mail", "policy", "example.com");
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBsYWIgZm9yIHVwZGF0ZXMuLi4=";
    private static final String NAME = "_mta-sts.example.com";
    private static final String OLD = "v=STSv1; id=0123456789abcdef0123456789abcdef;";
    private static final String NEW = "v=STSv1; id=fedcba9876543210fedcba9876543210;";
    private static final String ZONE = """
        $ORIGIN example.com.
        $TTL 3600
        @ SOA ns1 hostmaster 1 3600 600 86400 60
        @ NS ns1
        @ MX 10 mx1
        ns1 A 192.0.2.53
        mx1 A 192.0.2.25
        """;

    @TempDir
    private Path home;

    private Optional<RunningKnot> running = Optional.empty();
    private Optional<RecordPublisher<String>> publisher = Optional.empty();

    @BeforeAll
    static void needsKnot() {
        assumeTrue(
                RunningKnot.isInstalled(),
                "Knot DNS is not installed, so updates are not tried at a real name server: apt-get install knot");
    }

    private void start(String zone) throws IOException {
        Files.writeString(home.resolve("corp"), SECRET);
        running = Optional.of(RunningKnot.start(home, SECRET, documented(), zone));
    }

    @AfterEach
    void stop() {
        publisher.ifPresent(RecordPublisher::close);
        running.ifPresent(RunningKnot::close);
    }

    /** The lines that an administrator copies. */
    private static String documented() throws IOException {
        var page = Files.readString(Path.of("../docs/publishing.md"));
        var block = Pattern.compile("```\n(acl:\n.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private RunningKnot knot() {
        return running.orElseThrow();
    }

    private TextState after(String key, DesiredRecords desired) {
        var made = publisher.orElseGet(() -> new RecordPublisher<String>(
                List.of(UpdateServer.parse("corp=%s@%s".formatted(key, knot().address()), home)),
                Duration.ofSeconds(5),
                () -> true,
                Clock.systemUTC(),
                _ -> {}));
        publisher = Optional.of(made);
        made.keep("policy", desired, Optional.empty());
        await().until(() -> made.latest("policy").of(NAME).isPresent());
        return made.latest("policy").of(NAME).orElseThrow();
    }

    private static DesiredRecords desired(String text, boolean adopt) {
        return new DesiredRecords(
                OWNER,
                "corp",
                List.of(
                        new WantedText(NAME, RecordKind.MTA_STS, text, 300, Set.of(OLD), false),
                        new WantedText(
                                "_smtp._tls.example.com",
                                RecordKind.TLS_REPORTING,
                                "v=TLSRPTv1; rua=mailto:tls@example.com",
                                300,
                                Set.of(),
                                false)),
                adopt,
                "");
    }

    @Test
    void recordsComeChangeAndGo() throws IOException, InterruptedException {
        start(ZONE);
        var before = without(knot().zone(), "SOA");

        assertThat(after("mta-sts", desired(OLD, false))).isEqualTo(new TextState.InPlace());
        assertThat(knot().zone())
                .contains("_mta-sts.example.com. 300 TXT \"" + OLD + "\"")
                .contains("_smtp._tls.example.com. 300 TXT \"v=TLSRPTv1; rua=mailto:tls@example.com\"")
                .containsAll(before);

        assertThat(after("mta-sts", desired(NEW, false))).isEqualTo(new TextState.InPlace());
        assertThat(knot().zone())
                .contains("_mta-sts.example.com. 300 TXT \"" + NEW + "\"")
                .doesNotContain("_mta-sts.example.com. 300 TXT \"" + OLD + "\"");

        await().until(() -> publisher.orElseThrow().withdrawn("policy", desired(NEW, false)));
        assertThat(without(knot().zone(), "SOA")).isEqualTo(before);
    }

    @Test
    void whatAnAdministratorWroteStays() throws IOException, InterruptedException {
        start(ZONE + "_mta-sts TXT \"v=STSv1; id=20240101;\"\n");

        assertThat(after("mta-sts", desired(NEW, false)))
                .isEqualTo(new TextState.Foreign(List.of("v=STSv1; id=20240101;")));
        assertThat(knot().zone()).contains("_mta-sts.example.com. 3600 TXT \"v=STSv1; id=20240101;\"");
    }

    /** What a wildcard answers is nobody's record at that name, and nothing that an update could require or replace. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* TXT \"v=spf1 -all\"",
                "* TXT \"v=STSv1; id=20240101;\"",
                "* CNAME www.example.net.",
                "* TXT \"v=STSv1; id=0123456789abcdef0123456789abcdef;\""
            })
    void aWildcardAtTheParentIsNotInTheWay(String wildcard) throws IOException, InterruptedException {
        start(ZONE + wildcard + "\n");
        var before = without(knot().zone(), "SOA");

        assertThat(after("mta-sts", desired(OLD, false))).isEqualTo(new TextState.InPlace());
        assertThat(after("mta-sts", desired(NEW, false))).isEqualTo(new TextState.InPlace());
        assertThat(knot().zone())
                .contains("_mta-sts.example.com. 300 TXT \"" + NEW + "\"")
                .doesNotContain("_mta-sts.example.com. 300 TXT \"" + OLD + "\"")
                .containsAll(before);

        await().until(() -> publisher.orElseThrow().withdrawn("policy", desired(NEW, false)));
        assertThat(without(knot().zone(), "SOA")).isEqualTo(before);
    }

    /** The same at the name as under the wildcard is somebody's record all the same. */
    @Test
    void aRecordThatIsAlsoTheWildcardsStays() throws IOException, InterruptedException {
        start(ZONE + "* TXT \"v=STSv1; id=20240101;\"\n_mta-sts TXT \"v=STSv1; id=20240101;\"\n");

        assertThat(after("mta-sts", desired(NEW, false)))
                .isEqualTo(new TextState.Foreign(List.of("v=STSv1; id=20240101;")));
        assertThat(knot().zone()).contains("_mta-sts.example.com. 3600 TXT \"v=STSv1; id=20240101;\"");
    }

    @Test
    void aKeyThatMayNotAndOneThatIsNotKnown() throws IOException {
        start(ZONE);
        assertThat(after("other", desired(NEW, false)).toString())
                .contains(
                        "BADKEY: it has no key other of algorithm hmac-sha256, or does not allow it to change anything"
                                + " there.");
        publisher.ifPresent(RecordPublisher::close);
        publisher = Optional.empty();

        assertThat(after("nobody", desired(NEW, false)).toString()).contains("it has no key nobody");
    }

    private static List<String> without(List<String> zone, String type) {
        return zone.stream().filter(line -> !line.contains(" " + type + " ")).toList();
    }
}
