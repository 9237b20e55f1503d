package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.DANEValid;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.dns.SignedDns;
import io.mtasts.observe.net.HostPort;
import io.mtasts.operator.cli.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator and DANE where Knot signs the zones and Unbound validates. */
class RealDaneOperatorTest {
    private static final String SPARE = "3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void tellsWhatSendersDo() throws IOException {
        Assumptions.assumeTrue(SignedDns.isHere(), "knotd and unbound are needed: bench/real-dane fetches them");
        try (var lab = OperatorLab.bare()) {
            var key = lab.world().domain("match.test").pin();
            var records = Map.of(
                    "match.test", List.of(key, SPARE),
                    "mismatch.test", List.of("3 1 1 " + "0".repeat(64)),
                    "onlyspare.test", List.of(SPARE),
                    "bogus.test", List.of(key),
                    "unsigned.test", List.of(SPARE));
            var zones = new LinkedHashMap<String, String>();
            records.forEach((name, tlsa) -> zones.put(name, zone(lab, name, tlsa)));
            try (var dns = SignedDns.start(directory, zones, Set.of("unsigned.test"), Set.of("bogus.test"))) {
                var resolver = new HostPort("127.0.0.1", dns.resolver().getPort());
                lab.startOperator(SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                        .dns(resolver, dns.port())
                        .build());
                lab.namespace("mail");
                records.keySet().forEach(name -> lab.apply(manifest(name)));

                lab.await("mail", "match", DANEValid, TRUE, "AllGood");
                lab.await("mail", "mismatch", DANEValid, FALSE, "TLSAMismatch");
                lab.await("mail", "onlyspare", Ready, FALSE, "TLSAMismatch");
                lab.await("mail", "bogus", Ready, FALSE, "TLSAUnavailable");
                lab.await("mail", "unsigned", Ready, TRUE, "AllGood");
                assertThat(lab.condition("mail", "unsigned", DANEValid)).isEmpty();
                print(lab);
            }
        }
    }

    /** What a person reads, for whoever runs this. */
    private static void print(OperatorLab lab) {
        System.out.println(lab.kubectl("get", "mdp", "-n", "mail"));
        for (var name : List.of("match", "mismatch", "onlyspare", "bogus", "unsigned")) {
            System.out.println(lab.kubectl(
                    "get",
                    "mdp",
                    name,
                    "-n",
                    "mail",
                    "-o",
                    "jsonpath={.metadata.name}: {.status.conditions[?(@.type==\"DANEValid\")]} {.status.mx[*].dane}"));
            System.out.println(new Shell()
                    .cluster(() -> lab.cluster().apiServer().newClient())
                    .run("status", name, "-n", "mail")
                    .out());
        }
    }

    private static String zone(OperatorLab lab, String name, List<String> tlsa) {
        var domain = lab.world().domain(name).complete();
        var text = new StringBuilder("""
            @ MX 10 mx1
            mx1 A %s
            mta-sts A 127.0.2.1
            _mta-sts TXT "v=STSv1; id=1;"
            _smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@%s"
            """.formatted(domain.mail().address().getHostAddress(), name));
        tlsa.forEach(record -> text.append("_25._tcp.mx1 TLSA ").append(record).append('\n'));
        return text.toString();
    }

    private static String manifest(String domain) {
        return """
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: %s, namespace: mail}
            spec:
              domain: %s
              management: Observe
              mode: enforce
              mx: [mx1.%s]
              checks: {interval: 1s}
            """.formatted(domain.replace(".test", ""), domain, domain);
    }
}
