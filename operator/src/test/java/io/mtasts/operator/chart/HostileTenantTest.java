package io.mtasts.operator.chart;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.net.Listener;
import io.mtasts.lab.net.Loopback;
import io.mtasts.operator.OperatorLab;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hostile tenant and the operator: what she gets it to do with resources that she may write. */
class HostileTenantTest {
    private static TwoTenants cluster;
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        cluster = new TwoTenants(50);
        lab = cluster.lab();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aDomainThatAnotherNamespaceServes() {
        cluster.grant("evil", TwoTenants.HERS + ",victim.example"); // even by an administrator's mistake
        cluster.malloryApplies(OperatorLab.manifest("evil", "taker", "victim.example"));

        var refused = lab.await("evil", "taker", Accepted, FALSE, "DomainConflict");
        assertThat(refused.message())
                .isEqualTo("victim.example belongs to a MailDomainPolicy in another namespace. Delete this one, or have"
                        + " that one hand it over without an interruption: kubectl annotate mdp/NAME -n"
                        + " ITS-NAMESPACE mtasts.io/hand-over-to=evil/taker.");
        assertThat(described("taker")).doesNotContain("victim/").doesNotContain("namespace victim");
        assertThat(childrenOf("taker")).isEmpty();

        cluster.grant("evil", TwoTenants.HERS);
        var notGranted = lab.await("evil", "taker", Accepted, FALSE, "DomainNotGranted");
        assertThat(notGranted.message()).doesNotContain("belongs").doesNotContain("namespace victim ");
        assertThat(childrenOf("taker")).isEmpty();
        cluster.theVictimIsWell();
    }

    @Test
    void anIssuerThatIsNotAllowed() {
        lab.cluster().certManager().createClusterIssuer("internal");
        lab.domain("issuer.evil.example");
        cluster.malloryApplies(OperatorLab.manifest("evil", "issuer", "issuer.evil.example")
                + "  certificate: {issuerRef: {name: internal, kind: ClusterIssuer}, requestBeforeDNS: true}\n");

        lab.await("evil", "issuer", Accepted, FALSE, "IssuerNotAllowed");
        assertThat(childrenOf("issuer")).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "A,    10.0.0.1",
        "A,    127.9.9.9",
        "A,    169.254.169.254",
        "A,    192.168.1.1",
        "A,    100.64.0.1",
        "A,    0.0.0.0",
        "AAAA, ::1",
        "AAAA, fd00::1",
        "AAAA, fe80::1",
        "AAAA, ::ffff:7f09:909", // the same loopback address, mapped
        "AAAA, 64:ff9b::a9fe:a9fe", // the metadata address behind NAT64
    })
    void addressesThatAreNotPublic(String type, String address) throws IOException {
        var name = "probe-" + address.replaceAll("[^0-9a-f]", "-").replaceAll("^-+|-+$", "");
        var domain = name + ".evil.example";
        var zone = lab.world().domain(domain).zone();
        zone.set("mx." + domain, type, address)
                .set(domain, "MX", "10 mx." + domain + ".")
                .set("mta-sts." + domain, type, address)
                .set("ns." + domain, "A", "127.9.9.9")
                .set(domain, "NS", "ns." + domain + ".");
        try (var smtp = Listener.at(Loopback.of("127.9.9.9"), lab.world().smtpPort(), _ -> {});
                var https = Listener.at(Loopback.of("127.9.9.9"), lab.world().httpsPort(), _ -> {});
                var dnsOverTcp =
                        Listener.at(Loopback.of("127.9.9.9"), lab.world().dnsPort(), _ -> {});
                var dns = new DatagramSocket(new InetSocketAddress(
                        Loopback.of("127.9.9.9"), lab.world().dnsPort()))) {
            cluster.malloryApplies(OperatorLab.manifest("evil", name, domain));

            lab.await("evil", name, MXTLSValid, UNKNOWN, "PrivateAddress");
            lab.await("evil", name, PolicyServed, UNKNOWN, "PrivateAddress");
            assertThat(smtp.connections() + https.connections() + dnsOverTcp.connections())
                    .isZero();
            dns.setSoTimeout(1);
            try {
                dns.receive(new DatagramPacket(new byte[512], 512));
                throw new AssertionError("a name server at a private address was asked");
            } catch (SocketTimeoutException nothing) {
                // as it should be
            }
        }
        cluster.mallory("delete", "mdp", name, "-n", "evil", "--wait=false");
    }

    @Test
    void objectsThatAreThereAlready() {
        lab.domain("taken.evil.example");
        cluster.malloryApplies("""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: mta-sts-taken
              namespace: evil
              labels: {app.kubernetes.io/managed-by: mta-sts-operator}
            spec: {defaultBackend: {service: {name: hers, port: {number: 80}}}}
            """);
        cluster.malloryApplies(OperatorLab.manifest("evil", "taken", "taken.evil.example"));

        lab.await("evil", "taken", Accepted, FALSE, "NameTaken");
        assertThat(lab.kubectl("get", "ingress", "mta-sts-taken", "-n", "evil", "-o", "jsonpath={.spec}"))
                .contains("hers")
                .doesNotContain("taken.evil.example");
    }

    @Test
    void theMostThatAResourceCanHold() {
        var label = "l".repeat(63);
        var domain = "%s.%s.%s.%s.evil.example".formatted(label, label, label, "l".repeat(40));
        lab.domain(domain);
        var mx = IntStream.range(0, 100)
                .mapToObj(n -> "%s.%s.%s.%s%02d.evil.example".formatted(label, label, label, "l".repeat(46), n))
                .collect(Collectors.joining(", "));
        var run = cluster.malloryWithInput(
                """
                apiVersion: mtasts.io/v1alpha1
                kind: MailDomainPolicy
                metadata: {name: %s, namespace: evil, annotations: {filling: %s}}
                spec: {domain: %s, mx: [%s], checks: {interval: 1s}}
                """.formatted("n".repeat(253), "a".repeat(200_000), domain, mx), "create", "-f", "-");
        assertThat(run.exitCode()).as(run.stderr()).isZero();

        lab.await("evil", "n".repeat(253), CertificateReady, TRUE, "AllGood");
        lab.await("evil", "n".repeat(253), PolicyServed, TRUE, "SendersDisagree");
        cluster.mallory("delete", "mdp", "n".repeat(253), "-n", "evil", "--wait=false");
        soon("it goes").until(() -> lab.policy("evil", "n".repeat(253)) == null);
        cluster.theVictimIsWell();
    }

    @Test
    void childrenThatShePullsAwayComeBack() {
        cluster.served("evil", "pulled", "pulled.evil.example");

        cluster.mallory("delete", "ingress,certificate", "mta-sts-pulled", "-n", "evil", "--wait=false");
        cluster.mallory("delete", "deployment,service,networkpolicy", "mta-sts-default", "-n", "evil", "--wait=false");

        soon("all is back")
                .untilAsserted(() -> assertThat(lab.kubectl(
                                "get",
                                "ingresses,certificates,deployments,services,networkPolicies",
                                "-n",
                                "evil",
                                "-o",
                                "name"))
                        .contains(
                                "ingress.networking.k8s.io/mta-sts-pulled",
                                "certificate.cert-manager.io/mta-sts-pulled")
                        .contains("deployment.apps/mta-sts-default", "service/mta-sts-default")
                        .contains("networkpolicy.networking.k8s.io/mta-sts-default"));
        lab.await("evil", "pulled", Ready, TRUE, "AllGood");
        cluster.theVictimIsWell();
    }

    /** She may write ConfigMaps in her namespace: what she changes is put right, what she adds is served there and nowhere else. */
    @Test
    void policiesThatSheForges() {
        cluster.served("evil", "forger", "forger.evil.example");
        var shard = shardWith("mta-sts.forger.evil.example");
        cluster.mallory("patch", "configmap", shard, "-n", "evil", "--type=merge", "-p", """
            {"data": {"mta-sts.forger.evil.example": "version: STSv1\\r\\nmode: none\\r\\nmax_age: 1\\r\\n",
                      "mta-sts.victim.example": "version: STSv1\\r\\nmode: none\\r\\nmax_age: 1\\r\\n"}}
            """);

        soon("what is the operator's is put right")
                .until(() -> lab.kubectl("get", "configmap", shard, "-n", "evil", "-o", "yaml")
                        .contains("mx: mx1.forger.evil.example"));
        soon("what is not is named in an Event")
                .until(() -> lab.kubectl("get", "events", "-n", "evil")
                        .contains("No MailDomainPolicy accounts for mta-sts.victim.example"));
        lab.kubectl("annotate", "mdp", "policy", "-n", "victim", "--overwrite", "mtasts.io/check=after-forgery");
        soon("the victim's domain has been looked at")
                .until(() -> "after-forgery"
                        .equals(lab.policy("victim", "policy").getStatus().lastHandledCheck()));
        cluster.theVictimIsWell();
    }

    @Test
    void aFinalizerThatShePullsOff() {
        var domain = cluster.served("evil", "unbound", "unbound.evil.example");
        cluster.mallory(
                "patch", "mdp", "unbound", "-n", "evil", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
        cluster.mallory("delete", "mdp", "unbound", "-n", "evil", "--wait=false");

        soon("it is gone").until(() -> lab.policy("evil", "unbound") == null);
        // The record of the policy before makes the next one wait for as long as the host's address is kept.
        domain.zone().set("mta-sts.unbound.evil.example", "A", 1, lab.cluster().frontAddress());
        // Set aside by nobody, or stray where the finalizer came off at last: in her namespace either way.
        cluster.malloryApplies(OperatorLab.manifest("evil", "unbound", "unbound.evil.example"));
        lab.publish("evil", "unbound", domain); // what the record named may be held, so the policy has another id
        lab.await("evil", "unbound", Ready, TRUE, "AllGood");
        cluster.theVictimIsWell();
    }

    /** A probe that leaves caches aside reaches out to mail servers, so she cannot have as many as she asks for. */
    @Test
    void looksThatSheAsksForByHand() {
        var domain = cluster.served("evil", "hasty", "hasty.evil.example");
        lab.patch("evil", "hasty", "{\"spec\":{\"checks\":{\"interval\":\"1h\"}}}");
        Awaitility.await("the last look at the usual pace is over")
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> true);
        long before = domain.mail().connections();
        long start = System.nanoTime();

        IntStream.range(0, 20)
                .forEach(n -> cluster.mallory(
                        "annotate", "mdp", "hasty", "-n", "evil", "--overwrite", "mtasts.io/check=" + n));
        soon("the last has been done")
                .until(() -> "19".equals(lab.policy("evil", "hasty").getStatus().lastHandledCheck()));

        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(domain.mail().connections() - before).isBetween(1L, 2 + seconds / 5);
    }

    @Test
    void aSecretThatShouldHoldTheCertificate() {
        lab.domain("host.evil.example");
        cluster.malloryApplies(OperatorLab.manifest("evil", "host", "host.evil.example")
                + "  certificate: {secretName: somebody-elses}\n");

        lab.await("evil", "host", Accepted, TRUE, "AllGood");
        soon("its Ingress names a Secret of her namespace, and it makes none")
                .until(() -> lab.kubectl("get", "ingress", "-n", "evil", "-o", "yaml")
                        .contains("somebody-elses"));
        assertThat(childrenOf("host")).doesNotContain("certificate");
        assertThat(lab.condition("evil", "host", CertificateReady)).isPresent();
    }

    private static String described(String policy) {
        return lab.kubectl("describe", "mdp", policy, "-n", "evil");
    }

    private static String childrenOf(String policy) {
        return lab.kubectl("get", "ingresses,certificates", "-n", "evil", "-o", "name")
                .lines()
                .filter(line -> line.endsWith("/mta-sts-" + policy))
                .collect(Collectors.joining("\n"));
    }

    private static String shardWith(String host) {
        return lab.client().configMaps().inNamespace("evil").list().getItems().stream()
                .filter(map -> map.getData() != null && map.getData().containsKey(host))
                .map(map -> map.getMetadata().getName())
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
    }
}
