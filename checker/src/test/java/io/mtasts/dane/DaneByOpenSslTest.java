package io.mtasts.dane;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.ca.Leaf;
import io.mtasts.lab.tls.OpenSslServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL, by which Postfix and Exim do DANE, says the same of every record and certificate. */
class DaneByOpenSslTest {
    private static final String HOST = "mx1.example.com";
    private static final Instant NOW = Instant.now();

    private final CertificateAuthority authority = CertificateAuthority.create("Lab", Clock.systemUTC());

    @TempDir
    private Path directory;

    private record Row(String name, Identity identity, List<TlsaRecord> records) {}

    @Test
    void agrees() throws IOException, InterruptedException {
        Assumptions.assumeTrue(OpenSslServer.isHere(3), "openssl 3 is needed");
        var verdicts = new HashSet<Boolean>();
        for (var row : rows()) {
            boolean ours = new DaneMatching(row.records(), List.of(HOST))
                            .of(row.identity().chain(), NOW)
                    instanceof DaneMatching.Result.Matches;
            assertThat(opensslAccepts(row)).as(row.name()).isEqualTo(ours);
            verdicts.add(ours);
        }
        assertThat(verdicts).containsExactlyInAnyOrder(true, false);
    }

    private List<Row> rows() {
        var good = authority.issue(HOST);
        var root = authority.root();
        var leaf = good.chain().get(0);
        var issuer = good.chain().get(1);
        var stranger =
                CertificateAuthority.create("Stranger", Clock.systemUTC()).issue(HOST);
        var expired = authority.issue(new Leaf(
                List.of(HOST), Optional.of(HOST), NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(1))));
        var otherName = authority.issue("www.example.net");
        var commonName = authority.issue(
                new Leaf(List.of(), Optional.of(HOST), NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9))));
        var wildcard = authority.issue("*.example.com");
        var self = authority.selfSigned(authority.leaf("nobody.test"));
        var rows = new ArrayList<Row>();
        for (int selector : new int[] {0, 1}) {
            for (int type : new int[] {0, 1, 2}) {
                rows.add(row("3 %d %d".formatted(selector, type), good, pin(3, selector, type, leaf)));
                rows.add(row("2 %d %d".formatted(selector, type), good, pin(2, selector, type, issuer)));
                rows.add(row("root 2 %d %d".formatted(selector, type), good, pin(2, selector, type, root)));
                rows.add(row("stranger 2 %d %d".formatted(selector, type), stranger, pin(2, selector, type, issuer)));
            }
        }
        var bySelf = pin(3, 1, 1, self.leaf());
        rows.addAll(List.of(
                row("another key", good, pin(3, 0, 1, stranger.leaf())),
                row("another key, and this one", good, pin(3, 0, 1, stranger.leaf()), pin(3, 1, 2, leaf)),
                row("the issuer as server", good, pin(3, 1, 1, issuer)),
                row("the server as issuer", good, pin(2, 1, 1, leaf)),
                row("expired, pinned itself", expired, pin(3, 0, 1, expired.leaf())),
                row("expired, by its issuer", expired, pin(2, 0, 1, issuer)),
                row("another name, pinned itself", otherName, pin(3, 1, 1, otherName.leaf())),
                row("another name, by its issuer", otherName, pin(2, 1, 1, issuer)),
                row("common name, by its issuer", commonName, pin(2, 1, 1, issuer)),
                row("wildcard, by its issuer", wildcard, pin(2, 1, 1, issuer)),
                row("self-signed", self, bySelf),
                row("self-signed, as issuer", self, new TlsaRecord(2, 1, 1, bySelf.data()))));
        return rows;
    }

    private static Row row(String name, Identity identity, TlsaRecord... records) {
        return new Row(name, identity, List.of(records));
    }

    private static TlsaRecord pin(int usage, int selector, int type, X509Certificate certificate) {
        return Pinned.record(usage, selector, type, certificate).orElseThrow();
    }

    private boolean opensslAccepts(Row row) throws IOException, InterruptedException {
        var pem =
                Files.writeString(directory.resolve("chain.pem"), row.identity().chainPem());
        var key = Files.writeString(directory.resolve("key.pem"), row.identity().keyPem());
        var options = new ArrayList<>(List.of("-cert", pem.toString(), "-key", key.toString()));
        if (row.identity().chain().size() > 1) {
            options.addAll(List.of("-cert_chain", pem.toString()));
        }
        try (var server = OpenSslServer.start(directory, options)) {
            var at = server.address();
            var command = Stream.concat(
                            Stream.of(
                                    "openssl",
                                    "s_client",
                                    "-connect",
                                    at.getAddress().getHostAddress() + ":" + at.getPort(),
                                    "-servername",
                                    HOST,
                                    "-dane_tlsa_domain",
                                    HOST,
                                    "-dane_ee_no_namechecks",
                                    "-verify_return_error",
                                    "-brief"),
                            row.records().stream().flatMap(record -> Stream.of("-dane_tlsa_rrdata", record.text())))
                    .toList();
            var client = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            var said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return said.contains("Verification: OK");
        }
    }
}
