package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mtasts.lab.net.Loopback;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration of the pods, asked as senders and others may ask. */
class NginxTest {
    private static final String HOST = "mta-sts.example.com";
    private static final Map<String, String> POLICIES = Map.of(HOST, Examples.BODY);

    private static PolicyVolume volume;
    private static RunningNginx nginx;

    @BeforeAll
    static void start(@TempDir Path home, @TempDir Path policies) throws IOException {
        assumeTrue(
                RunningNginx.isInstalled(),
                "nginx is not installed, so its configuration is not tried: apt-get install nginx-light");
        volume = new PolicyVolume(policies);
        volume.hold(POLICIES);
        nginx = RunningNginx.start(home, policies);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (nginx != null) {
            try (var ending = nginx) {
                assertThat(ending.quit()).as("exit code after SIGQUIT").isZero();
                assertThat(ending.log())
                        .as("nginx had nothing to complain about")
                        .isEmpty();
            }
        }
    }

    @BeforeEach
    void serveOnePolicy() throws IOException {
        volume.hold(POLICIES);
    }

    @Test
    void servesThePolicyByteForByteAndToldNotToCacheIt() {
        var reply = nginx.client().get(HOST, PolicyHostName.PATH);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(Examples.BODY);
        assertThat(reply.headers())
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("content-length", Integer.toString(Examples.BODY.length()))
                .containsEntry("cache-control", "no-store")
                .containsEntry("server", "nginx")
                .doesNotContainKeys("last-modified", "etag", "accept-ranges", "location", "allow");
    }

    @Test
    void answersHeadWithoutABody() {
        var reply = nginx.client().request("HEAD", HOST, PolicyHostName.PATH);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers()).containsEntry("content-length", Integer.toString(Examples.BODY.length()));
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MTA-STS.Example.COM", HOST + ":443", HOST + ".", HOST})
    void knowsAHostHoweverItIsWritten(String host) {
        assertThat(nginx.client().get(host, PolicyHostName.PATH).body()).isEqualTo(Examples.BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mta-sts.example.net", "example.com", "192.0.2.1", "[2001:db8::1]", "mta-sts", "mta-sts.-a", "_"
            })
    void doesNotKnowOthers(String host) {
        var reply = nginx.client().get(host, PolicyHostName.PATH);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("No MTA-STS policy is served for this host name.\n");
        assertThat(reply.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("content-type", "text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "",
                "../" + HOST,
                "..data",
                "..data/" + HOST,
                "mta-sts.example.com/../" + HOST,
                "mta-sts.a/../" + HOST,
                "mta-sts%2eexample.com",
                "mta-sts..example.com",
                "mta-sts.example.com%00",
                "mta-sts.example.com\u0000",
                "mta-sts.example.com\\",
                "user@" + HOST,
            })
    void noHostNameEscapes(String host) {
        var reply = nginx.client().get(host, PolicyHostName.PATH);
        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.body()).doesNotContain("STSv1");
    }

    @Test
    void aHostNameOfAnyLengthIsRefusedAtOnce() {
        var labels = "mta-sts." + "a.".repeat(1_000) + "example";
        var label = "mta-sts." + "a".repeat(3_000);
        assertThat(nginx.client().get(labels, PolicyHostName.PATH).status()).isEqualTo(404);
        assertThat(nginx.client().get(label, PolicyHostName.PATH).status()).isEqualTo(404);
    }

    @Test
    void aRequestWithoutAHostIsNobodys() {
        assertThat(nginx.client()
                        .send("GET " + PolicyHostName.PATH + " HTTP/1.0\r\n\r\n")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/" + HOST,
                "/..data/" + HOST,
                "/.well-known/",
                "/.well-known/mta-sts.txt/",
                "/.well-known/MTA-STS.TXT",
                "/.well-known/security.txt",
                "/.well-known/..%2f" + HOST,
                "/healthz/../" + HOST,
            })
    void servesNothingElse(String path) {
        var reply = nginx.client().get(HOST, path);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("Only /.well-known/mta-sts.txt is served here.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../" + HOST, "/../../etc/passwd", "/%2e%2e/" + HOST})
    void noPathEscapes(String path) {
        assertThat(nginx.client().get(HOST, path).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"})
    void answersNoOtherMethod(String method) {
        var reply = nginx.client().request(method, HOST, PolicyHostName.PATH, "Content-Length: 3", "", "a=b");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("allow", "GET, HEAD");
    }

    @Test
    void neverAnswersWithAPartOrWithNotModified() {
        var reply = nginx.client()
                .request(
                        "GET",
                        HOST,
                        PolicyHostName.PATH,
                        "Range: bytes=0-3",
                        "If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT",
                        "If-None-Match: *",
                        "Accept-Encoding: gzip");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(Examples.BODY);
    }

    @Test
    void servesChangesAtOnce() throws IOException {
        var changed = Examples.BODY.replace("testing", "enforce");
        volume.hold(Map.of(HOST, changed, "mta-sts.example.net", Examples.BODY));
        assertThat(nginx.client().get(HOST, PolicyHostName.PATH).body()).isEqualTo(changed);
        assertThat(nginx.client()
                        .get("mta-sts.example.net", PolicyHostName.PATH)
                        .body())
                .isEqualTo(Examples.BODY);
        volume.hold(POLICIES);
        assertThat(nginx.client()
                        .get("mta-sts.example.net", PolicyHostName.PATH)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void isHealthyWithoutAnyPolicy() throws IOException {
        volume.hold(Map.of());
        var reply = nginx.client().get("192.0.2.1:8080", "/healthz");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("ok\n");
    }

    @Test
    void answersOnIpv6WhereThereIsSuch() {
        assumeTrue(Loopback.hasIpv6(), "this machine has no IPv6");
        assertThat(nginx.client("::1").get(HOST, PolicyHostName.PATH).body()).isEqualTo(Examples.BODY);
    }
}
