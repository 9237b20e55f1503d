package io.mtasts.lab.demo;

import io.mtasts.lab.demo.SeenStatus.Publishable;
import java.time.Duration;

/** A domain from its manifest to Ready, told step by step; each step waits for what it tells. */
final class Story {
    static final String MANIFEST = "examples/minimal.yaml";

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String RECORDS =
            "jsonpath={range .status.records[*]}{.state} {.name} {.type} {.value}{\"\\n\"}{end}";

    private final Narrator narrator;
    private final Prompt prompt;
    private final ExampleCom exampleCom;
    private final WatchedPolicy policy;

    Story(Narrator narrator, Prompt prompt, ExampleCom exampleCom, WatchedPolicy policy) {
        this.narrator = narrator;
        this.prompt = prompt;
        this.exampleCom = exampleCom;
        this.policy = policy;
    }

    /** From nothing to Ready. */
    void protect() {
        apply();
        var since = Elapsed.fromNow();
        pointHere();
        seeServed();
        publishRecord();
        narrator.say("Ready %s after the manifest was applied.".formatted(since));
    }

    /** Shows the resource as {@code kubectl get} does. */
    void show() {
        prompt.kubectl("get", "mdp", "-n", "mail");
    }

    /** Shows the records that should stand in DNS. */
    void showRecords() {
        prompt.kubectl("get", "mdp", "example-com", "-n", "mail", "-o", RECORDS);
    }

    /** Publishes what the status shows a value of. */
    void publishAll() {
        policy.status().toPublish().forEach(this::publish);
    }

    void delete() {
        prompt.kubectl("delete", "-f", MANIFEST);
        policy.awaitGone(SOON);
    }

    private void apply() {
        narrator.heading("A domain is described");
        prompt.kubectl("create", "namespace", "mail");
        prompt.kubectl("apply", "-f", MANIFEST);
        narrator.say(
                "The manifest leaves the interval between two looks at its default, 10 minutes. This demo is short:");
        prompt.kubectl(
                "patch",
                "mdp",
                "example-com",
                "-n",
                "mail",
                "--type=merge",
                "-p",
                "{\"spec\":{\"checks\":{\"interval\":\"1s\"}}}");
    }

    private void pointHere() {
        var told = policy.await(
                "the status to say where %s should point".formatted(ExampleCom.POLICY_HOST),
                SOON,
                status -> status.hasReason("CertificateReady", "WaitingForDNS")
                        && !status.toPublish(ExampleCom.POLICY_HOST).isEmpty());
        show();
        narrator.say(
                "Nothing points at the cluster yet, and until it does no certificate is asked for. CertificateReady"
                        + " says:");
        quote(told, "CertificateReady");
        narrator.say("The status holds the records to publish:");
        showRecords();
        publish(told.toPublish(ExampleCom.POLICY_HOST).getFirst());
    }

    private void seeServed() {
        narrator.begin("The operator asks for a certificate, serves the policy, and looks at it from outside");
        var since = Elapsed.fromNow();
        policy.await("the policy to be seen from outside", SOON, status -> status.isTrue("PolicyServed"));
        narrator.done(since.toString());
        show();
    }

    private void publishRecord() {
        narrator.begin("The record stays withheld until every pod and the public address answered with these very"
                + " bytes, three times within 2 s (2 minutes unless set low)");
        var since = Elapsed.fromNow();
        var told = policy.await(
                "the status to show the record to publish",
                SOON,
                status -> !status.toPublish(ExampleCom.RECORD).isEmpty());
        narrator.done(since.toString());
        showRecords();
        publish(told.toPublish(ExampleCom.RECORD).getFirst());
        prompt.kubectl("wait", "mdp/example-com", "-n", "mail", "--for=condition=Ready", "--timeout=30s");
        show();
    }

    private void publish(Publishable record) {
        narrator.say("Somebody publishes it:");
        narrator.quote(exampleCom.publish(record.name(), record.type(), record.value()));
    }

    private void quote(SeenStatus status, String condition) {
        status.condition(condition).map(SeenStatus.Condition::message).ifPresent(narrator::quote);
    }
}
