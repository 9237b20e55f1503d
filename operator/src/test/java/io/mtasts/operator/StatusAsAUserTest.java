package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.mtasts.lab.Domain;
import io.mtasts.operator.cli.Shell;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code status} of domains that a real operator looks after on a real API server. */
class StatusAsAUserTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager().startOperator();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void tellsOfADomainInItsSoak() {
        soaking("soaked", "soaked.test");
        var id = Objects.requireNonNull(
                lab.policy("soaked", "policy").getStatus().policy().id());

        var told = status("soaked.test", "-n", "soaked");

        assertThat(told.err()).isEmpty();
        assertThat(told.exit()).as(told.out()).isZero();
        assertThat(told.out())
                .startsWith("soaked.test   soaked/policy ")
                .contains("Mail is not protected: no enforce policy is in force.")
                .contains("Policy       the spec asks for enforce, but testing is served")
                .contains("info   Soak of " + id.substring(0, 8) + ": good for ")
                .contains("ok     _mta-sts.soaked.test TXT names " + id.substring(0, 8))
                .contains("ok     10 mx1.soaked.test  covered      TLS valid, certificate until ")
                .contains("testing " + id.substring(0, 8) + ", served now, until a day after the last fetch")
                .contains("RolloutComplete=False, Soaking")
                .contains("info   Promote at ")
                .contains("kubectl annotate mdp/policy -n soaked --overwrite mtasts.io/promote=" + id.substring(0, 8));
    }

    @Test
    void tellsThatMailIsRefused() {
        var domain = lab.readyDomain("refused", "refused.test");
        domain.mx(20, "mail.elsewhere.test");
        lab.await("refused", "policy", MXMatchesPolicy, FALSE, "MXNotCovered");

        var told = status("policy", "-n", "refused");

        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.out())
                .contains("Mail is being refused: senders that have an enforce policy cached do not deliver to"
                        + " mail.elsewhere.test.")
                .contains("ERROR  20 mail.elsewhere.test  not covered")
                .contains("MXMatchesPolicy=False, MXNotCovered")
                .contains("More on a reason: kubectl mtasts explain MXNotCovered");
    }

    @Test
    void findsItInAnyNamespaceAndByTheNearestName() {
        lab.namespace("here");
        lab.namespace("there");
        lab.apply(OperatorLab.manifest("there", "found", "found.test"));

        assertThat(status("Found.Test.", "-A").out()).startsWith("found.test   there/found ");

        var elsewhere = status("found.test", "-n", "here");
        assertThat(elsewhere.exit()).isEqualTo(2);
        assertThat(elsewhere.err()).isEqualTo("""
            No MailDomainPolicy in namespace here has the domain or the name found.test.
            There is one in another namespace: kubectl mtasts status found.test -n there
            """);

        assertThat(status("fond.test", "-n", "there").err())
                .contains("No MailDomainPolicy in namespace there has the domain or the name fond.test.")
                .contains("Did you mean found.test");
    }

    @Test
    void tellsOfBothThatClaimADomain() {
        lab.readyDomain("first", "claimed.test");
        lab.namespace("second");
        lab.apply(OperatorLab.manifest("second", "later", "claimed.test"));
        lab.await("second", "later", Accepted, FALSE, "DomainConflict");

        var told = status("claimed.test", "-A");

        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.err())
                .contains("2 MailDomainPolicies are called claimed.test or have that domain")
                .contains("first/policy and second/later");
        assertThat(told.out())
                .contains("claimed.test   first/policy ", "claimed.test   second/later ")
                .contains("Accepted=False, DomainConflict");
    }

    @Test
    void knowsByTheLeaseWhetherAnOperatorActs() {
        lab.namespace("mta-sts-system");
        lab.namespace("lease");
        lab.apply(OperatorLab.manifest("lease", "leased", "leased.test"));
        lab.client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("mta-sts-operator")
                        .withNamespace("mta-sts-system")
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("pod-1")
                        .withLeaseDurationSeconds(10)
                        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC).minusHours(3))
                        .endSpec()
                        .build())
                .create();

        var told = status("leased.test", "-n", "lease");
        assertThat(told.out())
                .contains("ERROR  No operator has been the leader since ")
                .contains("pod-1 in namespace");
        assertThat(told.exit()).isEqualTo(1);

        try (var reader = as("reader")) {
            grant("reader", "lease");
            var less = new Shell().cluster(() -> reader).run("status", "leased.test", "-n", "lease");
            assertThat(less.out())
                    .startsWith("leased.test   lease/leased ")
                    .contains("Whether an operator is running is not known: you may not read the Lease")
                    .contains("The status was last written at ");
        }
    }

    @Test
    void saysWhichRightIsMissing() {
        try (var mallory = as("mallory")) {
            var refused = new Shell().cluster(() -> mallory).run("status", "soaked.test", "-n", "kube-system");

            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .contains("You may not read MailDomainPolicies there")
                    .contains("mallory")
                    .contains("permission to get and list maildomainpolicies.mtasts.io");
        }
    }

    /** A domain in mode testing that is Ready and on its way to enforce. */
    private static Domain soaking(String namespace, String name) {
        lab.namespace(namespace);
        var domain = lab.domain(name);
        lab.apply(OperatorLab.manifest(namespace, "policy", name)
                .replace("{strategy: Immediate}", "{soak: 168h}")
                .concat("  maxAgeSeconds: 86400\n"));
        lab.publish(namespace, "policy", domain);
        lab.await(namespace, "policy", Ready, TRUE, "Soaking");
        return domain;
    }

    private static Shell.Ended status(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "status";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return new Shell().cluster(() -> lab.cluster().apiServer().newClient()).run(all);
    }

    private static KubernetesClient as(String user) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(lab.cluster().apiServer().config())
                        .withImpersonateUsername(user)
                        .withImpersonateGroups("system:authenticated")
                        .build())
                .build();
    }

    /** What the role view has of our kinds, in one namespace. */
    private static void grant(String user, String namespace) {
        lab.kubectl(
                "create",
                "role",
                user,
                "-n",
                namespace,
                "--verb=get,list",
                "--resource=maildomainpolicies.mtasts.io,policyservers.mtasts.io");
        lab.kubectl("create", "rolebinding", user, "-n", namespace, "--role=" + user, "--user=" + user);
    }
}
