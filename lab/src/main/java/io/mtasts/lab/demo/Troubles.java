package io.mtasts.lab.demo;

import java.time.Duration;

/** What may happen to a domain later on: each trouble is made, caught, explained and mended. */
final class Troubles {
    /** Where the policy host is redirected to. */
    static final String ELSEWHERE = "https://www.example.com/";

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Narrator narrator;
    private final Story story;
    private final ExampleCom exampleCom;
    private final WatchedPolicy policy;

    Troubles(Narrator narrator, Story story, ExampleCom exampleCom, WatchedPolicy policy) {
        this.narrator = narrator;
        this.story = story;
        this.exampleCom = exampleCom;
        this.policy = policy;
    }

    /** One after the other, each mended before the next. */
    void all() {
        certificateExpires();
        mailServerAppears();
        policyHostIsRedirected();
        story.recall();
    }

    private void certificateExpires() {
        narrator.heading("A certificate expires");
        narrator.say("%s presents a certificate that expired yesterday.".formatted(ExampleCom.FIRST_MX));
        exampleCom.expire(ExampleCom.FIRST_MX);
        caught("MXTLSValid", "MXExpired");
        mended("The certificate is renewed");
    }

    private void mailServerAppears() {
        narrator.heading("A mail server is added, but nobody updates the policy");
        narrator.dns(exampleCom.addMx(ExampleCom.OTHER_MX).getLast());
        caught("MXMatchesPolicy", "MXNotCovered");
        mended("The MX record is removed again");
    }

    private void policyHostIsRedirected() {
        narrator.heading("Somebody redirects the policy host");
        narrator.say(
                "The web server now redirects all requests to %s, which senders must not follow.".formatted(ELSEWHERE));
        exampleCom.redirect(ELSEWHERE);
        caught("PolicyServed", "PolicyRedirected");
        mended("The redirect is removed");
    }

    private void caught(String type, String reason) {
        var since = Elapsed.fromNow();
        var condition = policy.await(
                        "%s=False with reason %s".formatted(type, reason),
                        SOON,
                        status -> status.hasReason(type, reason) && !status.isTrue(type))
                .condition(type)
                .orElseThrow();
        narrator.say("Caught after %s. %s says:".formatted(since, condition));
        narrator.quote(String.valueOf(condition.message()));
        story.show();
    }

    private void mended(String how) {
        var since = Elapsed.fromNow();
        narrator.begin(how);
        exampleCom.mend();
        policy.await("Ready=True", SOON, status -> status.isTrue("Ready"));
        narrator.done("Ready again after " + since);
    }
}
