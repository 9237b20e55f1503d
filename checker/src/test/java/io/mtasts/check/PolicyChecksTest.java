package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;
import static io.mtasts.check.Views.BODY;
import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.body;
import static io.mtasts.check.Views.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.https.PolicyOutcome.Broken;
import io.mtasts.observe.https.PolicyOutcome.TimedOut;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the policy host answers, and what that says. */
class PolicyChecksTest {
    private static final String AT = "mta-sts.example.com at 192.0.2.10";
    private static final String URL = "https://mta-sts.example.com/.well-known/mta-sts.txt";
    private static final String WAIT =
            " If it was changed a moment ago, wait; otherwise look for a cache, or for another server that answers for"
                    + " this name.";

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        return Stream.concat(answers(), Stream.concat(texts(), comparisons()));
    }

    static Stream<Case> answers() {
        return Stream.of(
                row("good", good()),
                row(
                        "redirect",
                        good().policy(answered(301, "")),
                        "ERROR PolicyRedirected: " + AT
                                + " redirects to https://www.example.com/policy with status 301, which senders do not"
                                + " follow. Serve the policy at "
                                + URL + " itself."),
                row(
                        "not found",
                        good().policy(answered(404, BODY)),
                        "ERROR PolicyHTTPStatus: " + AT
                                + " answers with status 404 instead of 200. Serve the policy at " + URL + "."),
                row(
                        "another kind of success",
                        good().policy(answered(203, BODY)),
                        "ERROR PolicyHTTPStatus: " + AT
                                + " answers with status 203 instead of 200. Serve the policy at " + URL + "."),
                row(
                        "not modified is no redirect",
                        good().policy(answered(304, "")),
                        "ERROR PolicyHTTPStatus: " + AT
                                + " answers with status 304 instead of 200. Serve the policy at " + URL + "."),
                row(
                        "broken off",
                        good().policy(new Broken("connection reset after 12 bytes")),
                        "ERROR PolicyHTTPStatus: " + AT
                                + " sent no complete HTTP response (connection reset after 12 bytes)."
                                + " Check the web server there."),
                row(
                        "too slow",
                        good().policy(at("192.0.2.10", answered(BODY)), at("192.0.2.11", new TimedOut("after 60 s"))),
                        "ERROR PolicyTimeout: mta-sts.example.com at 192.0.2.11 did not send the whole policy in time"
                                + " (after 60 s). Check the web server: a policy is a short static file."),
                row(
                        "too large",
                        good().policy(answered(Optional.of("text/plain"), Optional.empty(), true)),
                        "ERROR PolicyTooLarge: " + AT
                                + " answers with more than 64 KiB, which senders may not read beyond."
                                + " Serve only the policy there."),
                row(
                        "from a cache",
                        good().policy(answered(Optional.of("text/plain"), Optional.of("17"), false)),
                        "WARNING PolicyCached: " + AT
                                + " answers from a cache (there is an Age header), which may serve an old policy."
                                + " Exclude the policy host from the cache, or purge the cache at every change."),
                row(
                        "no media type",
                        good().policy(answered(Optional.empty(), Optional.empty(), false)),
                        "ERROR PolicyMediaType: " + AT + " serves the policy without a media type instead of as"
                                + " text/plain. Configure the web server to send Content-Type: text/plain.",
                        "WARNING SendersDisagree: " + AT
                                + " serves the policy without a media type; a media type other than text/plain, or"
                                + " none: senders disagree: mox, mx-connect and Stalwart take the policy;"
                                + " postfix-mta-sts-resolver, postfix-tlspol, chasquid, maddy and KumoMTA refuse it."
                                + " Configure the web server to send Content-Type: text/plain."),
                row(
                        "a parameter without a name",
                        good().policy(answered(Optional.of("text/plain; utf-8"), Optional.empty(), false)),
                        "WARNING SendersDisagree: " + AT
                                + " serves the policy as text/plain; utf-8; a media type with a parameter that has no"
                                + " name, such as text/plain; utf-8: senders disagree: postfix-mta-sts-resolver, mox,"
                                + " mx-connect, Stalwart and KumoMTA take the policy; postfix-tlspol, chasquid and"
                                + " maddy refuse it. Configure the web server to send Content-Type: text/plain."),
                row(
                        "two media types",
                        good().policy(answered(
                                200,
                                fields(List.of("application/octet-stream", "text/plain"), Optional.empty(), false),
                                false)),
                        "ERROR PolicyMediaType: " + AT + " sends Content-Type more than once (application/octet-stream"
                                + " and text/plain), and senders differ in which one they use."
                                + " Configure the web server to send Content-Type: text/plain,"
                                + " once.",
                        "WARNING SendersDisagree: " + AT
                                + " serves the policy as application/octet-stream; a media type other than text/plain,"
                                + " or none: senders disagree: mox, mx-connect and Stalwart take the policy;"
                                + " postfix-mta-sts-resolver, postfix-tlspol, chasquid, maddy and KumoMTA refuse it."
                                + " Configure the web server to send Content-Type: text/plain."),
                row(
                        "gzip unasked",
                        good().policy(answered(200, fields(List.of("text/plain"), Optional.of("gzip"), true), false)),
                        "WARNING SendersDisagree: " + AT
                                + " sends the policy with Content-Encoding: gzip; a policy that is sent compressed"
                                + " although nobody asked for it: senders disagree: mx-connect cannot read it; the"
                                + " others decompress it. Configure the web server to send the policy uncompressed to"
                                + " clients that do not ask for gzip."),
                row(
                        "a coding that nobody knows",
                        good().policy(answered(200, fields(List.of("text/plain"), Optional.of("br"), false), false)),
                        "ERROR PolicyMediaType: " + AT
                                + " sends the policy with Content-Encoding: br, although nobody asked for it, and"
                                + " senders cannot read it. Configure the web server to send the policy"
                                + " uncompressed."),
                row(
                        "HTTP/2 only",
                        good().policy(new PolicyOutcome.HTTP2Only()),
                        "ERROR PolicyHTTPStatus: " + AT
                                + " speaks only HTTP/2, so the policy could not be fetched by HTTP/1.1; a policy host"
                                + " that speaks only HTTP/2: senders disagree: postfix-tlspol, mox, chasquid and maddy"
                                + " fetch the policy; postfix-mta-sts-resolver and mx-connect cannot. Enable HTTP/1.1"
                                + " too."),
                row(
                        "a firewall",
                        good().policy(answered(
                                403,
                                new PolicyOutcome.Fields(
                                        Optional.empty(),
                                        List.of("text/html"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false,
                                        Optional.of("Server: cloudflare, cf-mitigated: challenge")),
                                false)),
                        "ERROR PolicyHTTPStatus: " + AT
                                + " answers with status 403 instead of 200: a firewall in front of it takes this probe"
                                + " for a bot (Server: cloudflare, cf-mitigated: challenge), and will take senders for"
                                + " bots too. Let requests for "
                                + URL + " through the firewall without a challenge: senders are"
                                + " programs and cannot solve one."));
    }

    @ParameterizedTest(name = "media type {0} is good: {1}")
    @CsvSource({
        "text/plain,                 true",
        "text/plain;charset=utf-8,   true",
        "Text/Plain ; charset=utf-8, true",
        "text/html,                  false",
        "text/plainer,               false",
        "application/octet-stream,   false",
    })
    void mediaTypes(String type, boolean good) {
        var message = "ERROR PolicyMediaType: " + AT + " serves the policy as " + type
                + " instead of text/plain. Configure the web server to send Content-Type: text/plain.";
        var found = judged(type).stream()
                .filter(line -> line.contains("PolicyMediaType"))
                .toList();
        assertThat(found).isEqualTo(good ? List.of() : List.of(message));
    }

    @ParameterizedTest(name = "media type {0} is read alike: {1}")
    @CsvSource({
        "text/plain,                 true",
        "text/plain;charset=utf-8,   true",
        "text/plain;,                true",
        "Text/Plain ; charset=utf-8, false",
        "text/plain; utf-8,          false",
        "text/html,                  false",
    })
    void mediaTypesAreReadAlike(String type, boolean alike) {
        assertThat(judged(type).stream().noneMatch(line -> line.contains("SendersDisagree")))
                .isEqualTo(alike);
    }

    private static List<String> judged(String type) {
        return AllChecks.findings(good().policy(answered(Optional.of(type), Optional.empty(), false))
                        .evidence())
                .stream()
                .map(finding -> finding.severity() + " " + finding.reason().name() + ": " + finding.line())
                .toList();
    }

    static Stream<Case> texts() {
        return Stream.of(
                row(
                        "malformed",
                        good().policyBody(BODY.replace("max_age: 604800", "max_age: 7d")),
                        "ERROR PolicyMalformed: " + URL + ": line 5, \"max_age: 7d\": max_age must be a whole number of"
                                + " seconds, at most 31557600: write \"max_age: 604800\"."),
                row(
                        "malformed at two addresses is said once",
                        good().policy(
                                        at("192.0.2.11", answered("mode: none")),
                                        at("192.0.2.10", answered("mode: none"))),
                        "ERROR PolicyMalformed: " + URL + ": version is missing: add the line \"version: STSv1\".",
                        "ERROR PolicyMalformed: " + URL
                                + ": max_age is missing: add a line \"max_age: 604800\" (seconds," + " here a week)."),
                row(
                        "short",
                        good().policyBody(body("enforce", 86399, "mx1.example.com", "mx2.example.com")),
                        "WARNING MaxAgeShort: " + URL
                                + ": max_age 86399 is less than a day: senders soon forget the policy; 604800 (a week)"
                                + " is usual."),
                row(
                        "long",
                        good().policyBody(body("enforce", 2592001, "mx1.example.com", "mx2.example.com")),
                        "WARNING MaxAgeLong: " + URL
                                + ": max_age 2592001 is more than 30 days: senders keep the policy for that long after"
                                + " you leave."),
                row(
                        "testing",
                        good().policyBody(body("testing", 604800, "mx1.example.com", "mx2.example.com")),
                        "INFO ModeTesting: " + URL + ": mode testing: senders report failures but still deliver."),
                row(
                        "none",
                        good().policyBody(body("none", 86400)),
                        "WARNING SendersDisagree: " + URL + ": mode none without mx: senders disagree: chasquid and"
                                + " Stalwart refuse it, and keep enforcing the one that they"
                                + " have cached until its max_age is over; the others take"
                                + " it: keep the mx lines of the previous policy.",
                        "INFO ModeNone: " + URL + ": mode none: as if the domain had no policy."));
    }

    static Stream<Case> comparisons() {
        var testing = body("testing", 86400, "mx2.example.com", "mx3.example.com");
        var info = "INFO ModeTesting: " + URL + ": mode testing: senders report failures but still deliver.";
        var twoBodies = good().policy(at("192.0.2.10", answered(BODY)), at("192.0.2.11", answered(testing)));
        return Stream.of(
                row(
                        "two addresses, two policies",
                        twoBodies,
                        "ERROR PolicyDiffers: mta-sts.example.com at 192.0.2.11 serves a policy other than 192.0.2.10:"
                                + " mode testing instead of enforce; max_age 86400 instead of 604800; without mx"
                                + " mx1.example.com; with mx mx3.example.com." + WAIT,
                        info),
                Case.of("as served", POLICY, good().evidence(Expectations.served(BODY))),
                Case.of(
                        "not as served at one address",
                        POLICY,
                        twoBodies.evidence(Expectations.served(BODY)),
                        "ERROR PolicyDiffers: mta-sts.example.com at 192.0.2.11 serves a policy other than the"
                                + " expected one: mode testing instead of enforce; max_age 86400 instead of 604800;"
                                + " without mx mx1.example.com; with mx mx3.example.com." + WAIT,
                        info),
                Case.of(
                        "the same in other bytes",
                        POLICY,
                        good().policyBody(BODY.replace("\r\n", "\n")).evidence(Expectations.served(BODY)),
                        "ERROR PolicyDiffers: " + AT
                                + " serves a policy other than the expected one: the same values in different bytes."
                                + WAIT),
                Case.of(
                        "not as wanted",
                        POLICY,
                        good().evidence(Expectations.wanted(
                                body("testing", 604800, "mx1.example.com", "mx2.example.com"))),
                        "ERROR PolicyDiffers: mta-sts.example.com at 192.0.2.10 and 2001:db8::10 serves a policy other"
                                + " than the one that the spec asks for: mode enforce instead of testing. Change the"
                                + " policy there, or the spec."),
                Case.of(
                        "as wanted, whatever the order",
                        POLICY,
                        good().evidence(Expectations.wanted(
                                body("enforce", 604800, "mx2.example.com", "mx1.example.com")))));
    }

    private static PolicyOutcome answered(Optional<String> mediaType, Optional<String> age, boolean cut) {
        return answered(200, PolicyOutcome.Fields.of(Optional.empty(), mediaType, age), cut);
    }

    private static PolicyOutcome answered(int status, PolicyOutcome.Fields fields, boolean cut) {
        var plain = (Answered) Views.answered(BODY);
        return new Answered(status, fields, BODY, cut, plain.protocol(), plain.certificate());
    }

    private static PolicyOutcome.Fields fields(List<String> types, Optional<String> encoding, boolean decoded) {
        return new PolicyOutcome.Fields(Optional.empty(), types, Optional.empty(), encoding, decoded, Optional.empty());
    }

    private static PolicyOutcome answered(String body) {
        return Views.answered(body);
    }

    private static PolicyOutcome answered(int status, String body) {
        return Views.answered(status, body);
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, POLICY, views, lines);
    }
}
