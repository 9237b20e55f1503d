package io.mtasts.check;

import static io.mtasts.check.Aspect.COVERAGE;
import static io.mtasts.check.Views.BODY;
import static io.mtasts.check.Views.answered;
import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.body;
import static io.mtasts.check.Views.found;
import static io.mtasts.check.Views.good;
import static io.mtasts.check.Views.host;

import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.NoSuchName;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoverageChecksTest {
    private static final String UNUSED_REMEDY = " Remove it from the policy if it is a leftover or a typo.";

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        return Stream.concat(hosts(), Stream.concat(policies(), answers()));
    }

    static Stream<Case> hosts() {
        return Stream.of(
                row("good", good()),
                row(
                        "uncovered",
                        good().alsoMx("mx3.example.com"),
                        "ERROR MXNotCovered: mx3.example.com (preference 30) is not covered by the policy"
                                + " (mx1.example.com and mx2.example.com): senders that have it cached will not deliver"
                                + " there. Add mx3.example.com to the mx of the policy, or remove the MX record."),
                row(
                        "uncovered in testing",
                        good().alsoMx("mx3.example.com")
                                .policyBody(body("testing", 604800, "mx1.example.com", "mx2.example.com")),
                        "ERROR MXNotCovered: mx3.example.com (preference 30) is not covered by the policy"
                            + " (mx1.example.com and mx2.example.com): senders report this, and will not deliver there"
                            + " once the mode is enforce. Add mx3.example.com to the mx of the policy, or remove the"
                            + " MX record."),
                row("case does not matter", good().mx(mx("MX1.Example.com", 10), mx("mx2.example.com", 20))),
                row("wildcard", good().policyBody(body("enforce", 604800, "*.example.com"))),
                row(
                        "wildcard, one label too many",
                        good().policyBody(body("enforce", 604800, "*.example.com"))
                                .mx(mx("mx1.example.com", 10), mx("a.mx.example.com", 20)),
                        "ERROR MXNotCovered: a.mx.example.com (preference 20) is not covered by the policy"
                            + " (*.example.com): senders that have it cached will not deliver there. *.example.com"
                            + " stands for exactly one label; *.mx.example.com would fit. Add a.mx.example.com to the"
                            + " mx of the policy, or remove the MX record.",
                        "WARNING SendersDisagree: a.mx.example.com: a host that is more than one label below a"
                                + " wildcard: senders disagree: mx-connect and Postfix deliver there anyway; the"
                                + " others do not."),
                row(
                        "a host of Microsoft 365",
                        good().policyBody(body("enforce", 604800, "*.mx.microsoft"))
                                .mx(mx("example-com.h-v1.mx.microsoft", 10)),
                        "ERROR MXNotCovered: example-com.h-v1.mx.microsoft (preference 10) is not covered by the"
                                + " policy (*.mx.microsoft): senders that have it cached will not deliver there."
                                + " *.mx.microsoft stands for exactly one label; *.h-v1.mx.microsoft would fit. Add"
                                + " *.h-v1.mx.microsoft to the mx of the policy, or remove the MX record.",
                        "WARNING SendersDisagree: example-com.h-v1.mx.microsoft: a host that is more than one label"
                                + " below a wildcard: senders disagree: mx-connect and Postfix deliver there anyway;"
                                + " the others do not.",
                        "WARNING PatternUnused: *.mx.microsoft is in the policy, but no MX record names such a host."
                                + " Remove it from the policy if it is a leftover or a typo."),
                row(
                        "a host of Google",
                        good().policyBody(body("enforce", 604800, "aspmx.l.google.com"))
                                .mx(mx("aspmx.l.google.com", 10), mx("alt1.aspmx.l.google.com", 20)),
                        "ERROR MXNotCovered: alt1.aspmx.l.google.com (preference 20) is not covered by the policy"
                                + " (aspmx.l.google.com): senders that have it cached will not deliver there. Add"
                                + " *.aspmx.l.google.com to the mx of the policy, or remove the MX record."),
                row(
                        "wildcard, no label at all",
                        good().policyBody(body("enforce", 604800, "*.example.com"))
                                .mx(mx("mx1.example.com", 10), mx("example.com", 20)),
                        "ERROR MXNotCovered: example.com (preference 20) is not covered by the policy (*.example.com):"
                            + " senders that have it cached will not deliver there. *.example.com stands for exactly"
                            + " one label; example.com would fit. Add example.com to the mx of the policy, or remove"
                            + " the MX record."),
                row(
                        "alias",
                        good().mx(
                                        mx("mx2.example.com", 10),
                                        new MxHostView(
                                                "mx1.example.com",
                                                10,
                                                new Found<>(List.of(), List.of("a.example", "real.example"), 60),
                                                List.of(),
                                                true)),
                        "WARNING MXIsAlias: mx1.example.com is a CNAME for real.example, which an MX must not be:"
                            + " strict senders do not deliver there, and the others compare the policy with the name"
                            + " mx1.example.com. Change the MX record to name a host that has addresses of its own."),
                row(
                        "unused pattern",
                        good().policyBody(body("enforce", 604800, "mx1.example.com", "*.example.com", "*.example.net")),
                        "WARNING PatternUnused: *.example.net is in the policy, but no MX record names such a host."
                                + UNUSED_REMEDY));
    }

    static Stream<Case> policies() {
        var modeNone = "INFO ModeNone: example.com has a policy of mode none, which asks nothing of mail servers.";
        return Stream.of(
                row(
                        "no policy",
                        good().policyBody("nothing").alsoMx("mx3.example.com"),
                        "UNKNOWN PolicyUnavailable: example.com has no usable policy to compare its mail servers"
                                + " against. Fix what is reported about the policy first."),
                row(
                        "a wrong media type does not keep it from being compared",
                        good().policy(new Answered(
                                200,
                                PolicyOutcome.Fields.of(Optional.empty(), Optional.of("text/html"), Optional.empty()),
                                body("enforce", 604800, "mx1.example.com"),
                                false,
                                "TLSv1.3",
                                Views.certificate("mta-sts.example.com", Duration.ofDays(63)))),
                        "ERROR MXNotCovered: mx2.example.com (preference 20) is not covered by the policy"
                                + " (mx1.example.com): senders that have it cached will not deliver there. Add"
                                + " mx2.example.com to the mx of the policy, or remove the MX record."),
                row(
                        "a policy under another status is none",
                        good().policy(answered(404, BODY)),
                        "UNKNOWN PolicyUnavailable: example.com has no usable policy to compare its mail servers"
                                + " against. Fix what is reported about the policy first."),
                row(
                        "uncovered by the policy of one address",
                        good().policy(
                                        at("192.0.2.10", answered(BODY)),
                                        at("192.0.2.11", answered(body("enforce", 604800, "mx1.example.com")))),
                        "ERROR MXNotCovered: mx2.example.com (preference 20) is not covered by the policy"
                                + " (mx1.example.com): senders that have it cached will not deliver there. Add"
                                + " mx2.example.com to the mx of the policy, or remove the MX record."),
                row("mode none", good().policyBody(body("none", 86400, "*.example.net")), modeNone),
                Case.of(
                        "the policy that senders get counts, not the one to come",
                        COVERAGE,
                        good().alsoMx("mx3.example.com")
                                .evidence(Expectations.served(
                                        body("enforce", 1, "mx1.example.com", "mx2.example.com", "mx3.example.com"))),
                        "ERROR MXNotCovered: mx3.example.com (preference 30) is not covered by the policy"
                                + " (mx1.example.com and mx2.example.com): senders that have it cached will not deliver"
                                + " there. Add mx3.example.com to the mx of the policy, or remove the MX record."));
    }

    static Stream<Case> answers() {
        return Stream.of(
                row(
                        "null MX",
                        good().mx(found(300, new MxRecord(0, "."))),
                        "WARNING NullMX: example.com has a null MX, so it accepts no mail and the policy protects"
                                + " nothing. Remove the policy, or publish the mail servers."),
                row(
                        "null MX, mode none",
                        good().policyBody(body("none", 86400)).mx(found(300, new MxRecord(0, "."))),
                        "INFO ModeNone: example.com has a policy of mode none, which asks nothing of mail servers."),
                row(
                        "null MX, no policy",
                        good().policyBody("nothing").mx(found(300, new MxRecord(0, "."))),
                        "UNKNOWN PolicyUnavailable: example.com has no usable policy to compare its mail servers"
                                + " against. Fix what is reported about the policy first."),
                row(
                        "null MX beside others, no policy",
                        good().policyBody("nothing").mx(mx("mx1.example.com", 10), mx(".", 0)),
                        "UNKNOWN PolicyUnavailable: example.com has no usable policy to compare its mail servers"
                                + " against. Fix what is reported about the policy first."),
                row(
                        "no MX, covered",
                        good().policyBody(body("enforce", 604800, "example.com"))
                                .implicitMx(mx("example.com", 0)),
                        "INFO NoMX: example.com has no MX record, so the domain itself is its mail server."),
                row(
                        "no MX, uncovered",
                        good().policyBody(body("enforce", 604800, "mx1.example.net"))
                                .implicitMx(mx("example.com", 0)),
                        "ERROR MXNotCovered: example.com is not covered by the policy (mx1.example.net): senders that"
                                + " have it cached will not deliver there. Add example.com to the mx of the policy, or"
                                + " publish the correct MX records.",
                        "INFO NoMX: example.com has no MX record, so the domain itself is its mail server.",
                        "WARNING PatternUnused: mx1.example.net is in the policy, but no MX record names such a host."
                                + UNUSED_REMEDY),
                row(
                        "no answer",
                        good().mx(new Unavailable<>("SERVFAIL")),
                        "UNKNOWN DNSUnavailable: example.com: its MX records could not be looked up (SERVFAIL). If"
                                + " this persists, check the domain's name servers and its DNSSEC signatures."),
                row(
                        "no such domain",
                        good().mx(new NoSuchName<>(List.of())),
                        "INFO NoMX: example.com does not exist in DNS, so it accepts no mail."),
                row(
                        "circle",
                        good().mx(new AliasLoop<>(List.of("a.example", "b.example"))),
                        "UNKNOWN DNSUnavailable: example.com is in a CNAME loop, through a.example and"
                                + " b.example: its mail servers cannot be found. Replace the CNAME."));
    }

    private static MxHostView mx(String name, int preference) {
        return host(name, preference, at("192.0.2.30", Views.accepted(name)));
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, COVERAGE, views, lines);
    }
}
