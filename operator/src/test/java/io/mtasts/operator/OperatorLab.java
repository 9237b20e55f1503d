package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.CustomResourceDefinitions;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.cluster.Crds;
import io.mtasts.lab.cluster.LabCluster;
import io.mtasts.operator.settings.RunSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A cluster, a world and an operator that looks at it, for tests. */
public final class OperatorLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(100);

    private final World world = World.start();
    private final LabCluster cluster = LabCluster.start(world);
    private final LabSettings settings = new LabSettings(world, cluster);
    private @Nullable Operator operator;

    private OperatorLab() {
        for (var definition : cluster.client()
                .load(new java.io.ByteArrayInputStream(
                        CustomResourceDefinitions.yaml().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .items()) {
            cluster.client().resource(definition).create();
        }
    }

    /** With cert-manager and an issuer, but without the operator yet. */
    public static OperatorLab withCertManager() {
        var lab = bare();
        Crds.CERT_MANAGER.install(lab.cluster.client());
        lab.cluster.certManager().createClusterIssuer("letsencrypt");
        return lab;
    }

    /** Without any kinds but Kubernetes' and ours. */
    public static OperatorLab bare() {
        return new OperatorLab();
    }

    public World world() {
        return world;
    }

    public LabCluster cluster() {
        return cluster;
    }

    public KubernetesClient client() {
        return cluster.client();
    }

    /** Starts the operator with intervals that suit a test. */
    public OperatorLab startOperator() {
        return startOperator(Clock.systemUTC());
    }

    /** Starts the operator by a clock of the test's own. */
    public OperatorLab startOperator(Clock clock) {
        return startOperator(settings(Duration.ofSeconds(1)), clock);
    }

    /** Starts the operator with these settings, by a clock of the test's own. */
    public OperatorLab startOperator(RunSettings settings, Clock clock) {
        operator = Operator.start(settings, cluster.apiServer()::config, clock);
        return this;
    }

    /** Starts the operator with these settings. */
    public OperatorLab startOperator(RunSettings settings) {
        operator = Operator.start(settings, cluster.apiServer()::config, Clock.systemUTC());
        return this;
    }

    /** The operator that was started last. */
    public Operator operator() {
        return Objects.requireNonNull(operator);
    }

    /** Starts the operator with the rights of a ServiceAccount and no others. */
    public OperatorLab startOperatorAs(String namespace, String serviceAccount, RunSettings settings) {
        var account = new ConfigBuilder(cluster.apiServer().config())
                .withImpersonateUsername("system:serviceaccount:%s:%s".formatted(namespace, serviceAccount))
                .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
                .withNamespace(namespace)
                .build();
        operator = Operator.start(settings, () -> account, Clock.systemUTC());
        return this;
    }

    public void stopOperator() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    public RunSettings settings(Duration propagation) {
        return settings.of(propagation, OptionalInt.empty(), true);
    }

    /**
     * Those of a test that asks the operator how it is.
     *
     * @param healthPort any free one when 0
     */
    public RunSettings settings(int healthPort, boolean domainMetrics) {
        return settings.of(Duration.ofSeconds(1), OptionalInt.of(healthPort), domainMetrics);
    }

    /** What {@link #settings(Duration)} says, as flags of {@code run}. The root certificate is written to that directory. */
    public List<String> flags(Path directory) {
        return settings.flags(directory);
    }

    /** A domain with one mail server, whose policy host points to this cluster. */
    public Domain domain(String name) {
        var domain = world.domain(name).mx(10, "mx1." + name);
        domain.zone().set("mta-sts." + name, "A", cluster.frontAddress());
        return domain;
    }

    /** A policy in mode enforce for {@code mx1.} of that domain, looked at every second, that goes at once when it is deleted. */
    public static String manifest(String namespace, String name, String domain) {
        return """
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: %s, namespace: %s}
            spec:
              domain: %s
              mode: enforce
              mx: [mx1.%s]
              rollout: {strategy: Immediate}
              checks: {interval: 1s}
              deletionPolicy: Delete
            """.formatted(name, namespace, domain, domain);
    }

    /** The same, that retires when it is deleted. */
    public static String retiring(String namespace, String name, String domain) {
        return manifest(namespace, name, domain).replace("deletionPolicy: Delete", "deletionPolicy: Retire");
    }

    /** A domain whose policy is Ready, its resource called {@code policy} in that new namespace. */
    public Domain readyDomain(String namespace, String name) {
        return readyDomain(namespace, name, manifest(namespace, "policy", name));
    }

    /** The same, of that manifest. */
    public Domain readyDomain(String namespace, String name, String manifest) {
        namespace(namespace);
        var domain = domain(name);
        apply(manifest);
        publish(namespace, "policy", domain);
        await(namespace, "policy", ConditionType.Ready, ConditionStatus.TRUE, "AllGood");
        return domain;
    }

    /** Publishes the record as the status shows it, once it does for the spec as it is now. */
    public void publish(String namespace, String name, Domain domain) {
        domain.record(Awaitility.await("the record of %s is shown".formatted(name))
                .atMost(PATIENCE)
                .pollInterval(OFTEN)
                .until(() -> current(namespace, name).flatMap(OperatorLab::shownRecord), Optional::isPresent)
                .orElseThrow());
    }

    /** The _mta-sts record that the status shows to be published; empty while it is withheld. */
    public Optional<String> shownRecord(String namespace, String name) {
        return Optional.ofNullable(policy(namespace, name).getStatus()).flatMap(OperatorLab::shownRecord);
    }

    private static Optional<String> shownRecord(MailDomainPolicyStatus status) {
        return status.records().stream()
                .filter(record -> record.name().startsWith("_mta-sts."))
                .flatMap(record -> Optional.ofNullable(record.value()).stream())
                .findFirst();
    }

    /** Changes a policy with kubectl patch, as a user does. */
    public void patch(String namespace, String name, String mergePatch) {
        kubectl("patch", "mdp", name, "-n", namespace, "--type", "merge", "-p", mergePatch);
    }

    /** Runs kubectl, which must succeed, and gives what it printed. */
    public String kubectl(String... arguments) {
        var run = cluster.apiServer().kubectl().run(arguments);
        assertThat(run.exitCode()).as(run.stderr()).isZero();
        return run.stdout();
    }

    public void namespace(String name) {
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    /** Applies a manifest with kubectl, as a user does. */
    public void apply(String manifest) {
        var run = cluster.apiServer().kubectl().runWithInput(manifest, "apply", "-f", "-");
        assertThat(run.exitCode()).as(run.stderr()).isZero();
    }

    public MailDomainPolicy policy(String namespace, String name) {
        return client().resources(MailDomainPolicy.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** The status, if it is one of the spec as it is now: what was said of an earlier one does not count. */
    private Optional<MailDomainPolicyStatus> current(String namespace, String name) {
        return Optional.ofNullable(policy(namespace, name))
                .filter(policy -> policy.getStatus() != null
                        && Objects.equals(
                                policy.getStatus().observedGeneration(),
                                policy.getMetadata().getGeneration()))
                .map(MailDomainPolicy::getStatus);
    }

    public Optional<Condition> condition(String namespace, String name, ConditionType type) {
        return Optional.ofNullable(policy(namespace, name))
                .flatMap(policy -> Optional.ofNullable(policy.getStatus()))
                .flatMap(status -> status.condition(type));
    }

    /** Waits until the condition is so for the spec as it is now, and gives it. */
    public Condition await(String namespace, String name, ConditionType type, ConditionStatus status, String reason) {
        await("%s=%s/%s of %s".formatted(type, status, reason, name), namespace, name, type, status, reason);
        return condition(namespace, name, type).orElseThrow();
    }

    private void await(
            String what, String namespace, String name, ConditionType type, ConditionStatus status, String reason) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(OFTEN)
                    .until(() -> current(namespace, name)
                            .flatMap(of -> of.condition(type))
                            .filter(condition -> condition.status() == status
                                    && condition.reason().equals(reason))
                            .isPresent());
        } catch (ConditionTimeoutException e) {
            var described = cluster.apiServer().kubectl().run("describe", "mdp", name, "-n", namespace);
            throw new AssertionError(what + " did not come about:\n" + described.stdout(), e);
        }
    }

    @Override
    public void close() {
        stopOperator();
        cluster.close();
        world.close();
    }
}
