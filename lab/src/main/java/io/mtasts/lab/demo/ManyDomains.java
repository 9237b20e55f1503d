package io.mtasts.lab.demo;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.mtasts.lab.cluster.Provisioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Figures with many domains on the stage of the demo: how soon the operator begins, how long until all are Ready, what it weighs, what it
 * writes when nothing happens. Run by {@code bench/many-domains}; absolute times are a machine's mood, so a baseline is timed in the
 * same run.
 */
public final class ManyDomains {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;
    private static final ResourceDefinitionContext POLICIES = new ResourceDefinitionContext.Builder()
            .withGroup("mtasts.io")
            .withVersion("v1alpha1")
            .withKind("MailDomainPolicy")
            .withPlural("maildomainpolicies")
            .withNamespaced(true)
            .build();

    private final Stage stage;
    private final KubernetesClient client;
    private final int count;

    private ManyDomains(Stage stage, int count) {
        this.stage = stage;
        this.client = stage.cluster().client();
        this.count = count;
    }

    /**
     * Measures, prints and exits.
     *
     * @param arguments how many domains, and for how many seconds to watch them at rest
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        var rest = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Provisioning.ofThisMachine().provide();
        var belongings = new Belongings(Path.of(System.getProperty("java.io.tmpdir")));
        try (var curtain = new Curtain()) {
            new ManyDomains(Stage.set(belongings, curtain), count).measure(rest);
        }
        belongings.delete();
        System.exit(0);
    }

    private void measure(Duration rest) {
        say("%d domains, one mail server for all, checks.interval 10s, propagation 2s".formatted(count));
        new Prompt(Narrator.onStandardOutput(Map.of()), stage.kubectl()).install(Stage.LAUNCHER, "crds");
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("bench")
                        .endMetadata()
                        .build())
                .create();
        IntStream.range(0, count).forEach(this::world);
        apply(0);

        var sinceStart = System.nanoTime();
        stage.startOperator();
        until("first status", () -> statuses() > 0);
        say("start to first status written: %.1f s".formatted(seconds(sinceStart)));

        var sinceBaseline = System.nanoTime();
        IntStream.range(0, count).forEach(this::baseline);
        double baseline = seconds(sinceBaseline);
        var sinceApply = System.nanoTime();
        IntStream.range(1, count).forEach(this::apply);
        say("%d policies created in %.1f s".formatted(count, seconds(sinceApply)));
        until("all Ready", this::publishedAndReady);
        double ready = seconds(sinceApply);
        say(
                "all %d Ready after %.1f s, records published by hand as they are shown; that is %.1f times what one client takes to create as many ConfigMaps (%.1f s)"
                        .formatted(count, ready, ready / baseline, baseline));
        say("resident memory of the operator: %d MiB".formatted(residentMebibytes()));

        double before = writes();
        pause(rest);
        say("writes to the API server in %d s at rest: %.0f".formatted(rest.toSeconds(), writes() - before));
        say("resident memory of the operator after that: %d MiB".formatted(residentMebibytes()));
    }

    private void world(int number) {
        var domain = stage.world().domain(name(number)).mx(10, "mx1.bench.test");
        domain.zone().set("mta-sts." + name(number), "A", stage.cluster().frontAddress());
    }

    private static String name(int number) {
        return "d%d.bench.test".formatted(number);
    }

    private void apply(int number) {
        var policy = new GenericKubernetesResource();
        policy.setApiVersion("mtasts.io/v1alpha1");
        policy.setKind("MailDomainPolicy");
        policy.setMetadata(new ObjectMetaBuilder()
                .withName("d" + number)
                .withNamespace("bench")
                .build());
        policy.setAdditionalProperty(
                "spec",
                Map.of(
                        "domain",
                        name(number),
                        "mode",
                        "enforce",
                        "mx",
                        List.of("mx1.bench.test"),
                        "checks",
                        Map.of("interval", "10s")));
        client.genericKubernetesResources(POLICIES)
                .inNamespace("bench")
                .resource(policy)
                .create();
    }

    private void baseline(int number) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("baseline-" + number)
                        .withNamespace("bench")
                        .endMetadata()
                        .addToData("policy", "version: STSv1")
                        .build())
                .create();
    }

    private List<GenericKubernetesResource> policies() {
        return client.genericKubernetesResources(POLICIES)
                .inNamespace("bench")
                .list()
                .getItems();
    }

    private long statuses() {
        return policies().stream()
                .filter(policy -> policy.get("status") != null)
                .count();
    }

    /** Publishes what the statuses show, as a person or a script would. */
    private boolean publishedAndReady() {
        long ready = 0;
        for (var policy : policies()) {
            List<Map<String, String>> records = policy.get("status", "records");
            if (records == null) {
                continue;
            }
            records.stream()
                    .filter(record -> "TXT".equals(record.get("type"))
                            && "Missing".equals(record.get("state"))
                            && record.get("value") != null)
                    .forEach(record ->
                            stage.world().domain(policy.get("spec", "domain")).record(record.get("value")));
            List<Map<String, String>> conditions = policy.get("status", "conditions");
            if (conditions.stream()
                    .anyMatch(condition ->
                            "Ready".equals(condition.get("type")) && "True".equals(condition.get("status")))) {
                ready++;
            }
        }
        return ready == count;
    }

    /** Of the API server, by its own count. */
    private double writes() {
        return stage.kubectl()
                .run("get", "--raw", "/metrics")
                .stdout()
                .lines()
                .filter(
                        line -> line.startsWith("apiserver_request_total{")
                                && line.matches(".*verb=\"(POST|PUT|PATCH|APPLY|DELETE)\".*")
                                && line.matches(
                                        ".*group=\"(mtasts.io|apps|networking.k8s.io|cert-manager.io|policy|)\".*")
                                && line.matches(
                                        ".*resource=\"(maildomainpolicies|policyservers|configmaps|deployments|services"
                                            + "|serviceaccounts|ingresses|networkpolicies|poddisruptionbudgets|certificates|events)\".*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Of the largest Java process that runs the operator's jar. */
    private static long residentMebibytes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("mta-sts-operator.jar run")
                                || line.contains("io.mtasts.operator.cli.Main run"))
                        .isPresent())
                .map(process -> resident(process.pid()))
                .max(Comparator.naturalOrder())
                .orElse(-1L);
    }

    private static long resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void until(String what, BooleanSupplier met) {
        var since = System.nanoTime();
        while (!met.getAsBoolean()) {
            if (seconds(since) > PATIENCE.toSeconds()) {
                throw new DemoFailed(what + " did not come about within " + PATIENCE.toMinutes() + " minutes");
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
