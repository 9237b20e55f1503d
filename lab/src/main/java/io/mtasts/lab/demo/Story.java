package io.mtasts.lab.demo;

import io.mtasts.lab.demo.SeenStatus.Publishable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

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

    /** From nothing to Ready, in mode testing. */
    void begin() {
        narrator.heading("A domain is declared");
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
    }

    /** Shows the resource as {@code kubectl get} does with these options. */
    void show(String... options) {
        prompt.kubectl(Stream.concat(Stream.of("get", "mdp", "-n", "mail"), Stream.of(options))
                .toArray(String[]::new));
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

    /** Takes the domain back, and shows why that is not done at once. */
    void takeBack() {
        takeBack(() -> show("-o", "wide"));
    }

    /** @param meanwhile shows the domain while it retires */
    void takeBack(Runnable meanwhile) {
        narrator.heading("Removing the domain");
        var before = policy.status().toPublish(ExampleCom.RECORD);
        prompt.kubectl("delete", "-f", MANIFEST, "--wait=false");
        var since = Elapsed.fromNow();
        narrator.begin("Senders keep an enforce policy for a week, so mode none is served before anything is removed");
        var retiring = policy.await(
                "mode none to be served, and its record shown",
                SOON,
                status -> status.hasReason("RolloutComplete", "Retiring") && isAnother(status, before));
        narrator.done(since.toString());
        quoteRollout(retiring);
        retiring.toPublish(ExampleCom.RECORD).forEach(this::publish);
        policy.await("the record of mode none to be seen", SOON, status -> status.isTrue("RecordPublished"));
        meanwhile.run();
        narrator.say("The demo does not wait a week, and no sender has seen this policy:");
        prompt.kubectl("annotate", "mdp/example-com", "-n", "mail", "mtasts.io/delete=senders-may-refuse-mail");
        policy.awaitGone(SOON);
        narrator.say("The resource is gone, and with it everything that served it.");
    }

    /** The status shows a record of the policy that is not one of those. */
    static boolean isAnother(SeenStatus status, List<Publishable> before) {
        var now = status.toPublish(ExampleCom.RECORD);
        return !now.isEmpty() && !now.equals(before);
    }

    /** Shows what the operator says of how far the rollout is. */
    void quoteRollout(SeenStatus status) {
        status.condition("RolloutComplete").map(SeenStatus.Condition::message).ifPresent(narrator::quote);
    }

    private void pointHere() {
        var told = policy.await(
                "the status to say where %s should point".formatted(ExampleCom.POLICY_HOST),
                SOON,
                status -> status.hasReason("CertificateReady", "WaitingForDNS")
                        && !status.toPublish(ExampleCom.POLICY_HOST).isEmpty());
        show();
        narrator.say("No certificate is requested until the policy host points here. CertificateReady says:");
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
        narrator.begin("Every pod and every public address has to serve exactly these bytes, three times");
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
    void promote() {
        narrator.say(
                "In mode testing senders report failures but still deliver. RolloutComplete says what comes next:");
        var tried = policy.status();
        quoteRollout(tried);
        var before = tried.toPublish(ExampleCom.RECORD);
        prompt.kubectl("annotate", "mdp/example-com", "-n", "mail", "mtasts.io/promote=" + tried.shortId());
        var since = Elapsed.fromNow();
        narrator.begin("This is a new policy, so again it has to be seen everywhere first");
        var told = policy.await(
                "the status to show the record of the promoted policy", SOON, status -> isAnother(status, before));
        narrator.done(since.toString());
        told.toPublish(ExampleCom.RECORD).forEach(this::publish);
        prompt.kubectl("wait", "mdp/example-com", "-n", "mail", "--for=condition=Ready", "--timeout=30s");
        show();
    }

    void publish(Publishable record) {
        narrator.dns(exampleCom.publish(record.name(), record.type(), record.value()));
    }
}
