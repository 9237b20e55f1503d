package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.lab.Domain;
import io.mtasts.lab.dns.QueryLog;
import io.mtasts.lab.dns.Updates;
import io.mtasts.observe.net.HostPort;
import io.mtasts.operator.publish.UpdateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records published by dynamic updates, from nothing to Ready, and what stands in the way. */
class UpdateWayTest {
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBsYWIgZm9yIHVwZGF0ZXMuLi4=";
    private static final String OTHER_SECRET = "bm90IHRoZSBzZWNyZXQgb2YgdGhlIGxhYi4uLi4uLi4=";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CORP = "dns: {publish: Update, updateServer: corp}";

    @TempDir
    private static Path keys;

    private static OperatorLab lab;
    private static Updates updates;

    @BeforeAll
    static void start() throws IOException {
        lab = OperatorLab.withCertManager();
        var server = lab.world().dns().nameServer("ns1.lab.test");
        updates = server.takeUpdates("mta-sts", "hmac-sha256", SECRET);
        var at = new HostPort(
                server.address().getAddress().getHostAddress(), server.address().getPort());
        Files.writeString(keys.resolve("corp"), SECRET);
        Files.writeString(keys.resolve("misled"), OTHER_SECRET);
        lab.startOperator(SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                .updateServers(
                        UpdateServer.parse("corp=mta-sts@" + at, keys),
                        UpdateServer.parse("misled=mta-sts@" + at, keys))
                .build());
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static Domain apply(String namespace, String domain, String dns) {
        lab.namespace(namespace);
        var made = lab.domain(domain);
        lab.apply(OperatorLab.manifest(namespace, "policy", domain) + "  " + dns + "\n");
        return made;
    }

    private static void awaitText(Domain domain, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(domain.zone().text()).contains('"' + text + '"'));
    }

    private static void delete(String namespace) {
        lab.kubectl("delete", "mdp", "policy", "-n", namespace, "--wait=false");
        await().atMost(PATIENCE).until(() -> lab.policy(namespace, "policy") == null);
    }

    @Test
    void fromNothingToReadyToAChangedPolicyAndAway() {
        var domain = apply("all", "all.example", CORP + "\n  tlsReporting: {rua: [\"mailto:tls@all.example\"]}");
        lab.await("all", "policy", Ready, TRUE, "AllGood");
        var first = lab.shownRecord("all", "policy").orElseThrow();
        awaitText(domain, first);
        awaitText(domain, "v=TLSRPTv1; rua=mailto:tls@all.example");
        assertThat(lab.policy("all", "policy").getStatus().records())
                .filteredOn(record -> record.name().startsWith("_"))
                .allSatisfy(record -> assertThat(record.state()).isEqualTo(RecordState.PUBLISHED));

        lab.world().mail("mx2.all.example");
        lab.patch("all", "policy", """
            {"spec": {"mx": ["mx1.all.example", "mx2.all.example"],
              "tlsReporting": {"rua": ["mailto:tls@all.example", "mailto:more@all.example"]}}}\
            """);
        await().atMost(PATIENCE)
                .until(() -> lab.shownRecord("all", "policy")
                        .filter(shown -> !shown.equals(first))
                        .isPresent());
        var second = lab.shownRecord("all", "policy").orElseThrow();
        awaitText(domain, second);
        assertThat(domain.zone().text()).doesNotContain(first);
        awaitText(domain, "v=TLSRPTv1; rua=mailto:tls@all.example,mailto:more@all.example");
        lab.await("all", "policy", Ready, TRUE, "AllGood");

        delete("all");
        assertThat(domain.zone().has("_mta-sts.all.example", "TXT")).isFalse();
        assertThat(domain.zone().has("_smtp._tls.all.example", "TXT")).isFalse();
    }

    @Test
    void theRecordsOfADomainThatHasMovedOnStay() {
        var domain = apply("moved", "moved.example", CORP + "\n  tlsReporting: {rua: [\"mailto:tls@moved.example\"]}");
        lab.await("moved", "policy", Ready, TRUE, "AllGood");
        domain.zone().set("mta-sts.moved.example", "A", "127.0.9.9");
        awaitNotServed("moved");

        delete("moved");

        assertThat(domain.zone().has("_mta-sts.moved.example", "TXT")).isTrue();
        assertThat(domain.zone().has("_smtp._tls.moved.example", "TXT")).isTrue();
    }

    private static void awaitNotServed(String namespace) {
        await().atMost(PATIENCE)
                .until(() -> lab.condition(namespace, "policy", PolicyServed)
                        .filter(condition -> condition.status() != TRUE)
                        .isPresent());
    }

    @Test
    void theRecordsOfADomainWhosePolicyHostIsGoneGo() {
        var domain = apply("gone", "gone.example", CORP);
        lab.await("gone", "policy", Ready, TRUE, "AllGood");
        domain.zone().remove("mta-sts.gone.example", "A");
        awaitNotServed("gone");

        delete("gone");

        assertThat(domain.zone().has("_mta-sts.gone.example", "TXT")).isFalse();
    }

    @Test
    void aRecordRemovedByHandComesBack() {
        var domain = apply("drift", "drift.example", CORP);
        lab.await("drift", "policy", Ready, TRUE, "AllGood");

        domain.zone().remove("_mta-sts.drift.example", "TXT");

        awaitText(domain, lab.shownRecord("drift", "policy").orElseThrow());
        lab.await("drift", "policy", Ready, TRUE, "AllGood");
    }

    /** Looks that are asked for keep a pace, and so do the questions at the update server that they bring about. */
    @Test
    void whoeverAsksForLooksInALoopKeepsTheUpdateServerNoBusier() {
        apply("asked", "asked.example", CORP);
        lab.await("asked", "policy", Ready, TRUE, "AllGood");
        long before = askedFor("_mta-sts.asked.example");
        var check = new AtomicInteger();
        long began = System.nanoTime();

        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(() -> {
                    lab.patch(
                            "asked",
                            "policy",
                            "{\"metadata\":{\"annotations\":{\"mtasts.io/check\":\"%d\"}}}"
                                    .formatted(check.incrementAndGet()));
                    return Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 12;
                });

        assertThat(check.get()).isGreaterThan(10);
        assertThat(askedFor("_mta-sts.asked.example") - before)
                .as("once for each look by hand, which are five seconds apart")
                .isBetween(1L, 3L);
    }

    private static long askedFor(String name) {
        return lab.world().dns().log().count("ns1.lab.test", name, "TXT", QueryLog.Transport.TCP);
    }

    @Test
    void whoeverWantsNoReportsAnyMoreHasNoRecordForThem() {
        var domain =
                apply("silent", "silent.example", CORP + "\n  tlsReporting: {rua: [\"mailto:tls@silent.example\"]}");
        lab.await("silent", "policy", Ready, TRUE, "AllGood");
        awaitText(domain, "v=TLSRPTv1; rua=mailto:tls@silent.example");

        lab.patch("silent", "policy", "{\"spec\":{\"tlsReporting\":null}}");

        await().atMost(PATIENCE).until(() -> !domain.zone().has("_smtp._tls.silent.example", "TXT"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                lab.policy("silent", "policy").getStatus().records())
                        .noneMatch(record -> record.name().startsWith("_smtp")));
        lab.await("silent", "policy", Ready, TRUE, "AllGood");
        assertThat(domain.zone().text())
                .contains(lab.shownRecord("silent", "policy").orElseThrow());
    }

    @Test
    void aForeignRecordStaysUntilItMayBeReplaced() {
        lab.namespace("foreign");
        var domain = lab.domain("foreign.example");
        domain.record("v=STSv1; id=20240101000000Z;");
        quicklyForgotten(domain, "mta-sts.foreign.example");
        lab.apply(OperatorLab.manifest("foreign", "policy", "foreign.example") + "  " + CORP + "\n");

        var foreign = lab.await("foreign", "policy", RecordPublished, FALSE, "RecordForeign");
        assertThat(foreign.message())
                .isEqualTo("_mta-sts.foreign.example has \"v=STSv1; id=20240101000000Z;\", which the operator did not"
                        + " write. Remove it, or have it replaced: kubectl patch mdp policy -n foreign --type merge -p"
                        + " '{\"spec\":{\"dns\":{\"adopt\":true}}}'.");
        assertThat(domain.zone().text()).contains("20240101000000Z");

        lab.patch("foreign", "policy", "{\"spec\":{\"dns\":{\"adopt\":true}}}");
        lab.await("foreign", "policy", Ready, TRUE, "AllGood");
        assertThat(domain.zone().text()).doesNotContain("20240101000000Z");
    }

    /** Other software hashes too: by its form alone no id is ours. */
    @Test
    void aForeignRecordWithAnIdLikeOursStaysToo() {
        var theirs = "v=STSv1; id=5d41402abc4b2a76b9719d911017c592;";
        lab.namespace("alike");
        var domain = lab.domain("alike.example");
        domain.record(theirs);
        quicklyForgotten(domain, "mta-sts.alike.example");
        lab.apply(OperatorLab.manifest("alike", "policy", "alike.example") + "  " + CORP + "\n");

        lab.await("alike", "policy", RecordPublished, FALSE, "RecordForeign");
        assertThat(domain.zone().text()).contains(theirs);
    }

    /** Somebody else's record may belong to a policy that was at the host's address before: ours waits for as long as that is kept. */
    private static void quicklyForgotten(Domain domain, String policyHost) {
        domain.zone().set(policyHost, "A", 1, lab.cluster().frontAddress());
    }

    @Test
    void aWrongKeyIsSaid() {
        apply("wrong", "wrong.example", "dns: {publish: Update, updateServer: misled}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lab.await("wrong", "policy", RecordPublished, FALSE, "Publishing")
                                .message())
                        .contains("Update server misled answers BADSIG: it knows a key mta-sts with another secret.")
                        .doesNotContain(OTHER_SECRET));
    }

    @Test
    void anUnknownServerIsRefusedAndThoseThatThereAreAreNamed() {
        apply("unknown", "unknown.example", "dns: {publish: Update, updateServer: elsewhere}");

        assertThat(lab.await("unknown", "policy", Accepted, FALSE, "UpdateServerUnknown")
                        .message())
                .startsWith("The operator has no update server elsewhere; it has corp and misled.");
    }

    @Test
    void whoeverLeavesKeepsHisRecords() {
        var domain = apply("leave", "leave.example", CORP);
        lab.await("leave", "policy", Ready, TRUE, "AllGood");
        var record = lab.shownRecord("leave", "policy").orElseThrow();

        lab.patch("leave", "policy", "{\"spec\":{\"dns\":{\"publish\":\"Manual\",\"updateServer\":null}}}");
        lab.await("leave", "policy", Ready, TRUE, "AllGood");
        delete("leave");

        assertThat(domain.zone().text()).contains(record);
        assertThat(updates.made()).isPositive();
    }
}
