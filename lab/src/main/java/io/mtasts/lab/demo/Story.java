package io.mtasts.lab.demo;

import io.mtasts.lab.demo.SeenStatus.Publishable;
import java.time.Duration;

/** A domain from its manifest to Ready, told step by step; each step waits for what it tells. */
final class Story {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MANIFEST = "examples/enforce.yaml";
    private static final String RECORDS =
            "-o=jsonpath={range .status.records[*]}{.state} {.name} {.type} {.value}{\"\\n\"}{end}";

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
        narrator.heading("A domain is described");
        prompt.shell("grep", "-v", "^#", MANIFEST);
        prompt.kubectl("create", "namespace", "mail");
        prompt.kubectl("apply", "-f", MANIFEST);
        var since = Elapsed.fromNow();
        prompt.kubectl(
                "patch",
                "mdp",
                "example-com",
                "-n",
                "mail",
                "--type=merge",
                "--patch={\"spec\":{\"checks\":{\"interval\":\"1s\"}}}");
        pointHere();
        seeServed();
        publishRecord();
        narrator.say(
                "%s in mode testing is Ready %s after the manifest was applied, the start of the operator included."
                        .formatted(ExampleCom.NAME, since));
        promote();
    }

    /** Shows the resource as {@code kubectl get} does. */
    void show() {
        prompt.kubectl("get", "mdp", "-n", "mail");
    }

    /** Shows the records that should stand in DNS. */
    void showRecords() {
        prompt.kubectl("get", "mdp", "example-com", "-n", "mail", RECORDS);
    }

    /** Publishes what the status shows a value of. */
    void publishAll() {
        policy.status().toPublish().forEach(this::publish);
    }

    /** Shows what the operator noted on the way, as Events. */
    void recall() {
        narrator.heading("What has happened, as Events of the resource");
        prompt.kubectl(
                "get",
                "events",
                "-n",
                "mail",
                "--field-selector=involvedObject.kind=MailDomainPolicy",
                "--sort-by=.metadata.creationTimestamp",
                "-o=custom-columns=TIME:.lastTimestamp,TYPE:.type,REASON:.reason");
    }

    /** Removes the domain. */
    void delete() {
        narrator.heading("The domain is taken back");
        prompt.kubectl("delete", "-f", MANIFEST);
        policy.awaitGone(SOON);
    }

    private void pointHere() {
        var told = policy.await(
                "the status to say where %s should point".formatted(ExampleCom.POLICY_HOST),
                SOON,
                status -> status.hasReason("CertificateReady", "WaitingForDNS")
                        && !status.toPublish(ExampleCom.POLICY_HOST).isEmpty());
        show();
        narrator.say("No certificate is asked for until the policy host points here. CertificateReady says:");
        told.condition("CertificateReady").map(SeenStatus.Condition::message).ifPresent(narrator::quote);
        narrator.say("The status lists the records to publish. One of them is withheld, without its value:");
        showRecords();
        narrator.say("The owner of the domain publishes the others:");
        told.toPublish().forEach(this::publish);
    }

    private void seeServed() {
        var since = Elapsed.fromNow();
        narrator.begin("cert-manager issues a certificate, the policy is served, and seen from outside");
        policy.await("the policy to be seen from outside", SOON, status -> status.isTrue("PolicyServed"));
        narrator.done(since.toString());
        show();
    }

    private void publishRecord() {
        var since = Elapsed.fromNow();
        narrator.begin("Every pod and every public address has to answer with these very bytes, three times");
        var told = policy.await(
                "the status to show the record to publish",
                SOON,
                status -> !status.toPublish(ExampleCom.RECORD).isEmpty());
        narrator.done(since.toString());
        narrator.say("From now on no sender can get another policy under the new id, so the record is shown:");
        showRecords();
        told.toPublish(ExampleCom.RECORD).forEach(this::publish);
        prompt.kubectl("wait", "mdp/example-com", "-n", "mail", "--for=condition=Ready", "--timeout=30s");
        show();
    }

    /** From testing to enforce by a person's word. */
    private void promote() {
        narrator.say("Senders report in mode testing and deliver all the same. RolloutComplete says what comes next:");
        var tried = policy.status();
        tried.condition("RolloutComplete").map(SeenStatus.Condition::message).ifPresent(narrator::quote);
        var before = tried.toPublish(ExampleCom.RECORD);
        prompt.kubectl("annotate", "mdp/example-com", "-n", "mail", "mtasts.io/promote=" + tried.shortId());
        var since = Elapsed.fromNow();
        narrator.begin("The new policy is another one, so once more it has to be seen everywhere first");
        var told = policy.await(
                "the status to show the record of the promoted policy",
                SOON,
                status -> !status.toPublish(ExampleCom.RECORD).isEmpty()
                        && !status.toPublish(ExampleCom.RECORD).equals(before));
        narrator.done(since.toString());
        told.toPublish(ExampleCom.RECORD).forEach(this::publish);
        prompt.kubectl("wait", "mdp/example-com", "-n", "mail", "--for=condition=Ready", "--timeout=30s");
        show();
    }

    private void publish(Publishable record) {
        narrator.dns(exampleCom.publish(record.name(), record.type(), record.value()));
    }
}
