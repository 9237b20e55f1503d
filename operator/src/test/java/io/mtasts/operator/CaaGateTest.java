package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.web.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No certificate is asked of an authority that CAA records keep from issuing it (RFC 8659). */
class CaaGateTest {
    private static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        var ca = lab.world().domain("ca.test").policyHost();
        ca.answer(new Answer.Response(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"newOrder\": \"https://ca.test/order\", \"meta\": {\"caaIdentities\": [\"CA.example\"]}}"));
        issuer("le", LETS_ENCRYPT);
        issuer(
                "by-directory",
                "https://mta-sts.ca.test:%d/.well-known/mta-sts.txt"
                        .formatted(lab.world().httpsPort()));
        issuer("unknown", "https://nowhere.test/directory");
        lab.startOperator();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static void issuer(String name, String server) {
        lab.apply("""
            apiVersion: cert-manager.io/v1
            kind: ClusterIssuer
            metadata: {name: %s}
            spec:
              acme:
                server: %s
                privateKeySecretRef: {name: account}
                solvers: [{http01: {ingress: {}}}]
            """.formatted(name, server));
        lab.kubectl(
                "patch",
                "clusterissuer",
                name,
                "--subresource",
                "status",
                "--type",
                "merge",
                "-p",
                "{\"status\": {\"acme\": {\"uri\": \"https://acme.test/acct/1\"}}}");
    }

    private static void policy(String namespace, String issuer) {
        lab.namespace(namespace);
        lab.apply(OperatorLab.manifest(namespace, "policy", namespace + ".test")
                + "  certificate: {issuerRef: {kind: ClusterIssuer, name: %s}}\n".formatted(issuer));
    }

    private static boolean isRequested(String namespace) {
        return !lab.client()
                .resources(Certificate.class)
                .inNamespace(namespace)
                .list()
                .getItems()
                .isEmpty();
    }

    @Test
    void noneIsRequestedUntilTheRecordLetsTheAuthority() {
        var domain = lab.domain("forbids.test");
        domain.zone().set("forbids.test", "CAA", "0 issue \"digicert.com\"");
        policy("forbids", "le");

        assertThat(lab.await("forbids", "policy", CertificateReady, FALSE, "CAAForbids")
                        .message())
                .isEqualTo("No certificate is requested: CAA at forbids.test keeps letsencrypt.org from issuing for"
                        + " mta-sts.forbids.test: there is 0 issue \"digicert.com\". Publish forbids.test. CAA 0"
                        + " issue \"letsencrypt.org\" beside it, or use an issuer of an authority that may. More:"
                        + " mta-sts-operator explain CAAForbids.");
        assertThat(isRequested("forbids")).isFalse();

        domain.zone().add("forbids.test", "CAA", "0 issue \"letsencrypt.org\"");
        lab.await("forbids", "policy", CertificateReady, TRUE, "AllGood");

        domain.zone().set("forbids.test", "CAA", "0 issue \";\"");
        await("the warning")
                .atMost(Duration.ofSeconds(30))
                .until(() -> lab.condition("forbids", "policy", CertificateReady)
                        .orElseThrow()
                        .message()
                        .contains("ready. The next one will be refused: CAA at forbids.test"));
        assertThat(lab.condition("forbids", "policy", CertificateReady)
                        .orElseThrow()
                        .status())
                .isEqualTo(TRUE);
        assertThat(isRequested("forbids")).isTrue();
    }

    @Test
    void noneIsRequestedWhileCaaIsNotAnswered() {
        lab.domain("servfail.test");
        lab.world().dns().resolver().fail("servfail.test", "CAA", Trouble.SERVFAIL);
        policy("servfail", "le");

        assertThat(lab.await("servfail", "policy", CertificateReady, UNKNOWN, "DNSUnavailable")
                        .message())
                .startsWith("The CAA records at servfail.test could not be looked up (127.0.0.53:")
                .contains(" answered SERVFAIL), and an authority issues nothing for mta-sts.servfail.test while that is"
                        + " so: no certificate is requested. Check the domain's name servers; they have to answer"
                        + " questions for CAA too.");
        assertThat(isRequested("servfail")).isFalse();

        lab.world().dns().resolver().recover();
        lab.await("servfail", "policy", CertificateReady, TRUE, "AllGood");
    }

    @Test
    void theAuthorityIsKnownByItsDirectory() {
        lab.domain("directory.test").zone().set("directory.test", "CAA", "0 issue \"letsencrypt.org\"");
        policy("directory", "by-directory");

        assertThat(lab.await("directory", "policy", CertificateReady, FALSE, "CAAForbids")
                        .message())
                .contains("keeps ca.example from issuing", "Publish directory.test. CAA 0 issue \"ca.example\"");

        lab.apply(OperatorLab.manifest("directory", "policy", "directory.test")
                + "  certificate: {issuerRef: {kind: ClusterIssuer, name: le}}\n");
        lab.await("directory", "policy", CertificateReady, TRUE, "AllGood");
    }

    @Test
    void whatTheIssuerCannotMeetForbidsToo() {
        lab.domain("parameters.test")
                .zone()
                .set("parameters.test", "CAA", "0 issue \"letsencrypt.org; accounturi=https://acme.test/acct/2\"");
        policy("parameters", "le");
        assertThat(lab.await("parameters", "policy", CertificateReady, FALSE, "CAAForbids")
                        .message())
                .contains("allows another account than the issuer's, which is https://acme.test/acct/1.");

        lab.world()
                .domain("parameters.test")
                .zone()
                .set(
                        "parameters.test",
                        "CAA",
                        "0 issue \"letsencrypt.org; validationmethods=http-01; accounturi=https://acme.test/acct/1\"");
        lab.await("parameters", "policy", CertificateReady, TRUE, "AllGood");
    }

    @Test
    void anAuthorityThatIsNotKnownIsNotJudged() {
        lab.domain("unknown.test").zone().set("unknown.test", "CAA", "0 issue \";\"");
        policy("unknown", "unknown");

        lab.await("unknown", "policy", CertificateReady, TRUE, "AllGood");
    }
}
