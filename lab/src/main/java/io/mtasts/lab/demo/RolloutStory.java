package io.mtasts.lab.demo;

import io.mtasts.lab.demo.SeenStatus.Publishable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How a policy comes to be enforced, how its mail servers change, and how it ends: what the operator waits for, and says meanwhile. */
final class RolloutStory {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration SOAK = Duration.ofSeconds(20);

    private static final String PATTERNS =
            "-o=jsonpath={range .status.patterns[*]}{.pattern}  usually from {.usuallySafeFrom}, surely from"
                    + " {.surelySafeFrom}{\"\\n"
                    + "\"}{end}";

    private static final String LEDGER =
            "-o=jsonpath={range .status.ledger[*]}{.id}  {.mode}  {.expires}{\"\\n\"}{end}";

    private final Narrator narrator;
    private final Prompt prompt;
    private final Path kubeconfig;
    private final Story story;
    private final WatchedPolicy policy;

    RolloutStory(Narrator narrator, Prompt prompt, Path kubeconfig, Story story, WatchedPolicy policy) {
        this.narrator = narrator;
        this.prompt = prompt;
        this.kubeconfig = kubeconfig;
        this.story = story;
        this.policy = policy;
    }

    /** From mode testing to the end. */
    void tell() {
        soak();
        withhold();
        carry();
        story.recall();
        story.takeBack(this::showAll);
    }

    /** The whole story of the domain on one screen. */
    private void showAll() {
        prompt.run(List.of(
                "bin/kubectl-mtasts", "status", ExampleCom.NAME, "-n", "mail", "--kubeconfig", kubeconfig.toString()));
    }

    private void soak() {
        narrator.heading("Mode testing, until everything has been good for the soak");
        story.quoteRollout(policy.status());
        narrator.say("A soak usually takes a week. Here it is shortened to %d seconds:".formatted(SOAK.toSeconds()));
        patch("{\"spec\":{\"rollout\":{\"soak\":\"%ds\"}}}".formatted(SOAK.toSeconds()));
        var before = policy.status().toPublish(ExampleCom.RECORD);
        story.show("-o", "wide");
        narrator.say(
                "All of it on one screen. This operator is alone and needs no Lease, so there is none that names the"
                        + " leader:");
        showAll();
        var since = Elapsed.fromNow();
        narrator.begin("Every probe has to be good until then");
        policy.await("mode enforce to be served", SOON, status -> status.serves("enforce"));
        narrator.done("mode enforce is served after " + since);
        publishNext(before);
    }

    private void withhold() {
        narrator.heading("Replacing a mail server in the wrong order");
        narrator.say("The policy is to name %s instead of mx2.example.com, where DNS still sends mail:"
                .formatted(ExampleCom.OTHER_MX));
        patchMx(ExampleCom.FIRST_MX, ExampleCom.OTHER_MX);
        var withheld = policy.await(
                "the policy to be withheld", SOON, status -> status.hasReason("RolloutComplete", "WouldRejectMail"));
        story.quoteRollout(withheld);
        story.show();
        showAll();
        narrator.say("Senders have noticed nothing: they get the policy that covers both.");
    }

    private void carry() {
        narrator.heading("The same in the right order");
        narrator.say(
                "First the policy names the new mail server in addition to the others. A policy that covers more is"
                        + " served at once:");
        var before = policy.status().toPublish(ExampleCom.RECORD);
        patchMx(ExampleCom.FIRST_MX, "mx2.example.com", ExampleCom.OTHER_MX);
        publishNext(before);
        narrator.say(
                "From when may %s take mail? Senders that follow the RFC check for a newer policy before they refuse; one that cannot fetch it applies what it has cached:"
                        .formatted(ExampleCom.OTHER_MX));
        prompt.kubectl("get", "mdp", "example-com", "-n", "mail", PATTERNS);
        narrator.say(
                "The ledger has every policy that a sender may have cached, and until when; what is served now has no"
                        + " end date:");
        prompt.kubectl("get", "mdp", "example-com", "-n", "mail", LEDGER);
    }

    private void publishNext(List<Publishable> before) {
        policy.await("the next record to be shown", SOON, status -> Story.isAnother(status, before))
                .toPublish(ExampleCom.RECORD)
                .forEach(story::publish);
        policy.await(
                "the record to be seen", SOON, status -> status.isTrue("RecordPublished") && status.isTrue("Ready"));
        story.show();
    }

    private void patchMx(String... hosts) {
        patch("{\"spec\":{\"mx\":[\"%s\"]}}".formatted(String.join("\",\"", hosts)));
    }

    private void patch(String merge) {
        prompt.kubectl("patch", "mdp", "example-com", "-n", "mail", "--type=merge", "--patch=" + merge);
    }
}
