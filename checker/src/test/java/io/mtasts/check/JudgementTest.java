package io.mtasts.check;

import static io.mtasts.check.Views.BODY;
import static io.mtasts.check.Views.answered;
import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.body;
import static io.mtasts.check.Views.found;
import static io.mtasts.check.Views.good;
import static io.mtasts.check.Views.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome.StartTLSMissing;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
    @Test
    void aGoodDomain() {
        var judgement = Judgement.of(good().evidence(Expectations.rua(Views.RUA)));
        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.verdicts())
                .extracting(JudgementTest::text)
                .containsExactly(
                        "RecordPublished=True/AllGood: One record, id 4f6c0d21, the same at ns1.example.com and"
                                + " ns2.example.com.",
                        "PolicyServed=True/AllGood: https://mta-sts.example.com/.well-known/mta-sts.txt answers with"
                                + " mode enforce, max_age 604800, mx mx1.example.com and mx2.example.com.",
                        "MXMatchesPolicy=True/AllGood: mx1.example.com and mx2.example.com are covered by the policy.",
                        "MXTLSValid=True/AllGood: mx1.example.com and mx2.example.com offer STARTTLS with certificates"
                                + " that senders accept.",
                        "TLSReportingPublished=True/AllGood: One record, reports go to mailto:tlsrpt@example.com.");
    }

    @ParameterizedTest(name = "rua given: {0}")
    @CsvSource({"false", "true"})
    void tlsReportingHasAVerdictOnlyWhereSomebodyAskedForReports(boolean asked) {
        var expectation = asked ? Expectations.rua(Views.RUA) : Expectation.NONE;
        var judgement = Judgement.of(good().tlsReporting(found(300, "none")).evidence(expectation));
        assertThat(judgement.verdict(Aspect.TLS_REPORTING).isPresent()).isEqualTo(asked);
        assertThat(judgement.verdict(Aspect.RECORD)).isPresent();
        assertThat(judgement.findings())
                .extracting(Finding::reason)
                .as("said in any case")
                .containsExactly(ObservedReason.TLSReportingMissing);
    }

    /** As many patterns as 64 KiB hold, and as many mail servers as a DNS answer: neither is looked through for each of the other. */
    @Test
    void aLargePolicyAndManyMailServersTakeNoLongerThanTheirSizes() {
        var patterns = IntStream.range(0, 5_000).mapToObj("p%d.aa"::formatted).toArray(String[]::new);
        var hosts = IntStream.range(0, 3_000)
                .mapToObj(n -> host("h%d.bb".formatted(n), 10))
                .toArray(MxHostView[]::new);
        var evidence =
                good().policyBody(body("enforce", 604_800, patterns)).mx(hosts).evidence();

        var judgement = assertTimeout(Duration.ofSeconds(3), () -> Judgement.of(evidence));

        assertThat(judgement.findings()).hasSizeGreaterThan(8_000);
    }

    @Test
    void anErrorOutweighsAnUnknownAndThatAWarning() {
        var views = good().policy(
                        at("192.0.2.10", new PolicyOutcome.NotContacted("private")),
                        at("192.0.2.11", new PolicyOutcome.Unreachable(NoContact.REFUSED, "")),
                        at("192.0.2.12", answered(404, "")));
        assertThat(text(verdict(views, Aspect.POLICY)))
                .startsWith("PolicyServed=False/PolicyHTTPStatus: mta-sts.example.com at 192.0.2.12 answers")
                .contains("192.0.2.10 was not contacted", "192.0.2.11 refuses");
        assertThat(verdict(views, Aspect.POLICY).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.ERROR, Severity.UNKNOWN, Severity.WARNING, Severity.WARNING);
    }

    @Test
    void anUnknownOutweighsAWarning() {
        var views = good().record(
                        new Unavailable<>("SERVFAIL"), new AtServer<>("ns1.example.com", found(7200, Views.RECORD)));
        assertThat(text(verdict(views, Aspect.RECORD)))
                .startsWith("RecordPublished=Unknown/DNSUnavailable: ")
                .contains("7200");
    }

    @Test
    void warningsRideInATrueOne() {
        assertThat(text(verdict(good().record(found(7200, Views.RECORD)), Aspect.RECORD)))
                .startsWith("RecordPublished=True/RecordTTLLong: _mta-sts.example.com may be cached for 7200 seconds");
    }

    @Test
    void fiveAreListedAndTheRestCounted() {
        var uncovered = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> host("mx%d.example.net".formatted(i), i, at("192.0.2." + i, Views.accepted("x"))))
                .toArray(MxHostView[]::new);
        var verdict = verdict(
                good().policyBody(body("enforce", 604800, "*.example.org")).mx(uncovered), Aspect.COVERAGE);
        assertThat(verdict.message())
                .contains("mx5.example.net (preference 5)")
                .doesNotContain("mx6.example.net")
                .endsWith("or remove the MX record. (and 4 more)"); // 3 hosts and the pattern
    }

    @Test
    void modeNone() {
        var views = good().mx1(new StartTLSMissing("")).policyBody(body("none", 86400, "mx1.example.com"));
        assertThat(text(verdict(views, Aspect.COVERAGE)))
                .isEqualTo(
                        "MXMatchesPolicy=True/ModeNone: The policy has mode none, which asks nothing of mail servers.");
        assertThat(text(verdict(views, Aspect.MX_TLS)))
                .isEqualTo("MXTLSValid=True/AllGood: The policy has mode none, which asks nothing of mail servers.");
        assertThat(text(verdict(views, Aspect.POLICY))).startsWith("PolicyServed=True/AllGood: ");
    }

    @Test
    void nullMx() {
        assertThat(text(verdict(good().mx(found(300, new MxRecord(0, "."))), Aspect.MX_TLS)))
                .isEqualTo("MXTLSValid=True/AllGood: example.com names no mail server.");
    }

    @Test
    void disabled() {
        var judgement = Judgement.of(good().evidence(Expectations.of(Expectation.MailServers.LEFT_TO_USER)));
        assertThat(judgement.verdict(Aspect.MX_TLS).map(JudgementTest::text))
                .contains("MXTLSValid=Unknown/Disabled: The TLS of the mail servers of example.com is not checked, as"
                        + " requested.");
    }

    @Test
    void onlyTheResolversAnswer() {
        var views = good().record(
                        found(300, Views.RECORD), new AtServer<>("ns1.example.com", new Unavailable<>("timed out")));
        assertThat(text(verdict(views, Aspect.RECORD)))
                .isEqualTo("RecordPublished=True/AllGood: One record, id 4f6c0d21, as the resolvers see it; no"
                        + " authoritative server answered.");
    }

    @Test
    void delegated() {
        Answer<String> alias = new NoData<>(List.of("sts.provider.example"));
        var views = good().record(found(300, Views.RECORD), new AtServer<>("ns1.example.com", alias));
        assertThat(text(verdict(views, Aspect.RECORD)))
                .isEqualTo(
                        "RecordPublished=True/AllGood: One record, id 4f6c0d21, as the resolvers see it; it is at the"
                                + " CNAME target sts.provider.example.");
    }

    /** Otherwise a status would be written at every look. */
    @Test
    void anUnchangedWorldGivesEqualVerdictsLater() {
        var view = good().alsoMx("mx3.example.com").policyBody(BODY).view();
        var now = Judgement.of(new Evidence(view, Expectation.NONE, Views.NOW));
        var later = Judgement.of(new Evidence(view, Expectation.NONE, Views.NOW.plus(Duration.ofHours(3))));
        assertThat(later.verdicts()).isEqualTo(now.verdicts());
    }

    @Test
    void theOrderOfAddressesDoesNotMatter() {
        var one = good().policy(at("192.0.2.10", answered(404, "")), at("192.0.2.11", answered(404, "")));
        var other = good().policy(at("192.0.2.11", answered(404, "")), at("192.0.2.10", answered(404, "")));
        assertThat(Judgement.of(other.evidence()).verdicts())
                .isEqualTo(Judgement.of(one.evidence()).verdicts());
    }

    private static Verdict verdict(Views views, Aspect aspect) {
        return Judgement.of(views.evidence()).verdict(aspect).orElseThrow();
    }

    private static String text(Verdict verdict) {
        return "%s=%s/%s: %s"
                .formatted(
                        verdict.aspect().label(),
                        verdict.status().text(),
                        verdict.reason().name(),
                        verdict.message());
    }
}
