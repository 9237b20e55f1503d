package io.mtasts.bench.domains;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.mtasts.lab.cluster.Provisioning;
import io.mtasts.lab.stage.Belongings;
import io.mtasts.lab.stage.Curtain;
import io.mtasts.lab.stage.PodOperator;
import io.mtasts.lab.stage.RunFailed;
import io.mtasts.lab.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Figures with many domains on the stage of the lab: how soon the operator begins, how long until all are Ready, what it weighs, what it
 * writes when nothing happens. Run by {@code bench/many-domains}; absolute times are a machine's mood, so a baseline is timed in the
 * same run.
 */
public final class ManyDomains {
    /** For each two hundred domains. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long POLL_MILLIS = 100;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int STARTS = 3;
    static final ResourceDefinitionContext POLICIES = new ResourceDefinitionContext.Builder()
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
     * @param arguments how many domains, for how many seconds to watch them at rest, and the command that is the operator, to which
     *     {@code run} and its flags are added
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        var rest = Duration.ofSeconds(Long.parseLong(arguments[1]));
        Provisioning.ofThisMachine().provide();
        var belongings = new Belongings(Path.of(System.getProperty("java.io.tmpdir")));
        int exit = 0;
        try (var curtain = new Curtain()) {
            new ManyDomains(Stage.set(belongings, curtain), count)
                    .measure(List.of(arguments).subList(2, arguments.length), rest);
        } catch (RunFailed e) {
            System.out.println(e.getMessage());
            say(belongings.lastLinesOfOperator());
            exit = 1;
        }
        belongings.delete();
        System.exit(exit);
    }

    private void measure(List<String> command, Duration rest) {
        say("%d domains, one mail server for all, propagation 2s".formatted(count));
        stage.installKinds();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("bench")
                        .endMetadata()
                        .build())
                .create();
        IntStream.range(0, count).forEach(this::world);

        var pod = PodOperator.on(stage);
        var starts = new Starts(stage, pod);
        say("with all processors: " + starts.measure(command, STARTS));
        say("with one processor: " + starts.measure(onOneProcessor(command), STARTS));
        var withoutCache = new ArrayList<>(command);
        withoutCache.add(1, "-XX:AOTMode=off");
        say("the same without AOT cache: " + starts.measure(onOneProcessor(withoutCache), STARTS));

        apply(0);
        pod.start(command);
        until("first status", () -> statuses() > 0);
        var operator = Weight.operator();
        say("memory of the operator with one domain: " + Weight.memory(operator));

        var sinceBaseline = System.nanoTime();
        IntStream.range(0, count).forEach(this::baseline);
        double baseline = seconds(sinceBaseline);
        var asked = ApiRequests.until(stage.kubectl());
        double cpu = Weight.cpuSeconds(operator);
        var sinceApply = System.nanoTime();
        var ready = new Arrivals(stage.world(), Arrivals::isReady);
        try (var _ =
                client.genericKubernetesResources(POLICIES).inNamespace("bench").inform(ready)) {
            IntStream.range(1, count).forEach(this::apply);
            say("%d policies created in %.1f s".formatted(count, seconds(sinceApply)));
            until("all Ready", ready);
        }
        double took = seconds(sinceApply);
        say(
                "all %d Ready after %.1f s, records published by hand as they are shown; that is %.1f times what one client takes to create as many ConfigMaps (%.1f s)"
                        .formatted(count, took, took / baseline, baseline));
        say("processor time of the operator for that: %.1f s; of this process, which is all the world around it: %.1f s"
                .formatted(Weight.cpuSeconds(operator) - cpu, Weight.cpuSeconds(ProcessHandle.current())));
        var requests = ApiRequests.until(stage.kubectl()).since(asked);
        say("requests to the API server for a domain, from all sides: " + requests.perDomain(count));
        say("looks for a domain: %.1f".formatted(pod.metric("mtasts_look_duration_seconds_count") / count));
        say("memory of the operator: " + Weight.memory(operator));

        promoteAll();

        IntStream.range(0, count).forEach(this::lookOften);
        until("all looked at under the new interval", () -> policies().stream().allMatch(ManyDomains::settled));
        pause(INTERVAL);
        var before = ApiRequests.until(stage.kubectl());
        double cpuBefore = Weight.cpuSeconds(operator);
        pause(rest);
        say("writes to the API server in %d s at rest, checks.interval now %d s: %.0f"
                .formatted(
                        rest.toSeconds(),
                        INTERVAL.toSeconds(),
                        ApiRequests.until(stage.kubectl()).since(before).writes()));
        say("processor time of the operator meanwhile: %.1f s, with %d looks a second"
                .formatted(Weight.cpuSeconds(operator) - cpuBefore, count / INTERVAL.toSeconds()));
        say("memory of the operator after that: " + Weight.memory(operator));
    }

    private static List<String> onOneProcessor(List<String> command) {
        return Stream.concat(Stream.of("taskset", "-c", "0"), command.stream()).toList();
    }

    private void promoteAll() {
        var wave = new PromotionWave(client, "bench");
        var through = new Arrivals(stage.world(), PromotionWave::isThrough);
        var asked = ApiRequests.until(stage.kubectl());
        var since = System.nanoTime();
        try (var _ =
                client.genericKubernetesResources(POLICIES).inNamespace("bench").inform(through)) {
            policies().forEach(wave::promote);
            until("all promoted", through);
        }
        double took = seconds(since);
        var requests = ApiRequests.until(stage.kubectl()).since(asked);
        say(
                "all %d promoted to enforce after %.1f s, their records published; requests for a domain, PATCH for the annotation: %s"
                        .formatted(count, took, requests.perDomain(count)));
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
                "spec", Map.of("domain", name(number), "mode", "enforce", "mx", List.of("mx1.bench.test")));
        client.genericKubernetesResources(POLICIES)
                .inNamespace("bench")
                .resource(policy)
                .create();
    }

    /** At rest there is something to see only when looks go on. */
    private void lookOften(int number) {
        client.genericKubernetesResources(POLICIES)
                .inNamespace("bench")
                .withName("d" + number)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\":{\"checks\":{\"interval\":\"%ds\"}}}".formatted(INTERVAL.toSeconds()));
    }

    private static boolean settled(GenericKubernetesResource policy) {
        Number observed = policy.get("status", "observedGeneration");
        return observed != null && policy.getMetadata().getGeneration() == observed.longValue();
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

    /** The first few that are not there yet, as the API server has them. */
    private String laggards(Arrivals arrivals) {
        return policies().stream()
                .filter(policy -> !arrivals.has(policy))
                .limit(3)
                .map(policy -> "%n%s: %s"
                        .formatted(policy.getMetadata().getName(), Serialization.asYaml(policy.get("status"))))
                .collect(Collectors.joining());
    }

    private void until(String what, Arrivals arrivals) {
        until(what, () -> arrivals.count() == count, () -> laggards(arrivals));
    }

    private void until(String what, BooleanSupplier met) {
        until(what, met, () -> "");
    }

    private void until(String what, BooleanSupplier met, Supplier<String> otherwise) {
        var patience = PATIENCE.multipliedBy(1L + count / 200);
        var since = System.nanoTime();
        while (!met.getAsBoolean()) {
            if (seconds(since) > patience.toSeconds()) {
                throw new RunFailed(
                        what + " did not come about within " + patience.toMinutes() + " minutes" + otherwise.get());
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
