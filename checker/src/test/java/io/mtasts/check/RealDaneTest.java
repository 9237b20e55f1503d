package io.mtasts.check;

import static io.mtasts.check.Aspect.DANE;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.dane.Pinned;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.dns.SignedDns;
import io.mtasts.lab.tls.OpenSslServer;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.tls.TrustAnchors;
import io.mtasts.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DANE with the programs that others run: Knot signs, Unbound validates, OpenSSL does the TLS of the mail servers. */
class RealDaneTest {
    /** Where the policy hosts of a world stand. */
    private static final String FRONT = "127.0.2.1";

    private static final String SPARE = "3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String OTHER = "3 1 1 00000000000000000123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void eachDomainIsJudgedAsItsSendersDo() throws IOException {
        Assumptions.assumeTrue(SignedDns.isHere(), "knotd and unbound are needed: bench/real-dane fetches them");
        Assumptions.assumeTrue(OpenSslServer.isHere(3), "openssl 3 is needed");
        try (var world = World.start()) {
            var identity = world.authority().issue("mx1.match.test"); // which has the key of all
            var key = record(3, identity, 0);
            var issuer = record(2, identity, 1);
            var tlsa = new LinkedHashMap<String, List<String>>();
            tlsa.put("match.test", List.of(key, SPARE));
            tlsa.put("issuer.test", List.of(issuer));
            tlsa.put("mismatch.test", List.of(OTHER));
            tlsa.put("onlyspare.test", List.of(SPARE));
            tlsa.put("bogus.test", List.of(key));
            tlsa.put("unsigned.test", List.of(OTHER));
            tlsa.put("without.test", List.of());
            try (var dns = SignedDns.start(
                            Files.createDirectory(directory.resolve("dns")),
                            zones(world, tlsa),
                            Set.of("unsigned.test"),
                            Set.of("bogus.test"));
                    var observer = observer(world, dns)) {
                for (var name : tlsa.keySet()) {
                    try (var server = openssl(name, world.authority().issue("mx1." + name))) {
                        world.domain(name).mail().handshake(server.asTls());
                        var judgement = judged(observer, name);
                        print(name, judgement);
                        assertThat(said(judgement)).as(name).isEqualTo(expected(name));
                        assertThat(judgement
                                        .verdict(Aspect.MX_TLS)
                                        .orElseThrow()
                                        .status())
                                .as(name)
                                .isEqualTo(Verdict.Status.TRUE);
                    }
                }
            }
        }
    }

    private static String expected(String name) {
        return switch (name) {
            case "match.test", "issuer.test" -> "TRUE AllGood";
            case "mismatch.test", "onlyspare.test" -> "FALSE TLSAMismatch";
            case "bogus.test" -> "FALSE TLSAUnavailable";
            default -> "none";
        };
    }

    private static String said(Judgement judgement) {
        return judgement
                .verdict(DANE)
                .map(verdict -> verdict.status() + " " + verdict.reason().name())
                .orElse("none");
    }

    private static Judgement judged(NetworkObserver observer, String name) {
        var view = observer.observe(name, new Look(true, true));
        return Judgement.of(new Evidence(view, Expectation.NONE, Instant.now()));
    }

    /** What a person reads, for whoever runs this. */
    private static void print(String name, Judgement judgement) {
        var report = new TextReport(TextReport.USUAL_WIDTH, false, TrustAnchors.of(List.of()));
        System.out.printf("== %s%n%s%n", name, report.of(judgement));
    }

    private static NetworkObserver observer(World world, SignedDns dns) {
        return new NetworkObserver(
                Lab.settings(world)
                        .resolvers(List.of(ResolverAddress.plain(
                                new HostPort("127.0.0.1", dns.resolver().getPort()))))
                        .ports(new Ports(dns.port(), world.httpsPort(), world.smtpPort()))
                        .build(),
                Clock.systemUTC());
    }

    private static Map<String, String> zones(World world, Map<String, List<String>> tlsa) {
        var zones = new LinkedHashMap<String, String>();
        tlsa.forEach((name, records) -> {
            Domain domain = world.domain(name).complete();
            var text = new StringBuilder("""
                @ MX 10 mx1
                mx1 A %s
                mta-sts A %s
                _mta-sts TXT "v=STSv1; id=1;"
                _smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@%s"
                """.formatted(domain.mail().address().getHostAddress(), FRONT, name));
            records.forEach(
                    record -> text.append("_25._tcp.mx1 TLSA ").append(record).append('\n'));
            zones.put(name, text.toString());
        });
        return zones;
    }

    private OpenSslServer openssl(String name, Identity identity) throws IOException {
        var pem = Files.writeString(directory.resolve(name + ".pem"), identity.chainPem());
        var key = Files.writeString(directory.resolve(name + ".key"), identity.keyPem());
        return OpenSslServer.start(
                directory, List.of("-cert", pem.toString(), "-cert_chain", pem.toString(), "-key", key.toString()));
    }

    private static String record(int usage, Identity identity, int at) {
        return Pinned.record(usage, 1, 1, identity.chain().get(at))
                .map(TlsaRecord::text)
                .orElseThrow();
    }
}
