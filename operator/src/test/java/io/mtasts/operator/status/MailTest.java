package io.mtasts.operator.status;

import static io.mtasts.api.v1alpha1.PolicyMode.ENFORCE;
import static io.mtasts.api.v1alpha1.PolicyMode.NONE;
import static io.mtasts.api.v1alpha1.PolicyMode.TESTING;
import static io.mtasts.operator.status.GivenDomain.MX1;
import static io.mtasts.operator.status.GivenDomain.MX2;
import static io.mtasts.operator.status.GivenDomain.NOW;
import static io.mtasts.operator.status.GivenDomain.accepted;
import static io.mtasts.operator.status.GivenDomain.ended;
import static io.mtasts.operator.status.GivenDomain.entry;
import static io.mtasts.operator.status.GivenDomain.policy;
import static io.mtasts.operator.status.GivenDomain.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.StopRefusals;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What MTA-STS does to mail follows from every enforce policy that senders may hold now, and Ready goes by the same judgement. */
class MailTest {
    private static final ServedPolicy P1 = policy(ENFORCE, MX1);
    private static final ServedPolicy P2 = policy(ENFORCE, MX2);
    private static final ServedPolicy T1 = policy(TESTING, MX1);
    private static final ServedPolicy N = policy(NONE, MX1);

    private static final Instant LET_GO = NOW.minus(Duration.ofMinutes(1));
    private static final Instant END = NOW.plus(Duration.ofDays(7));
    private static final String UNTIL = "2026-12-07T12:00:00Z";
    private static final MxOutcome EXPIRED =
            new MxOutcome.CertificateRejected(CertificateProblem.EXPIRED, "", Optional.empty());

    private static String table(MailDomainPolicyStatus status) {
        var ready = condition(status, ConditionType.Ready);
        return "%s %s %s".formatted(status.mail(), ready.status(), ready.reason());
    }

    private static Condition condition(MailDomainPolicyStatus status, ConditionType type) {
        return status.condition(type).orElseThrow();
    }

    private static String message(MailDomainPolicyStatus status, ConditionType type) {
        return condition(status, type).message();
    }

    @Test
    void allIsWell() {
        var status = serving(P1).recordNames(P1).ledger(entry(P1)).mx(MX1).status();

        assertThat(table(status)).isEqualTo("OK TRUE AllGood");
    }

    @Test
    void theRecordStillNamesAPolicyThatDoesNotCoverTheMailServer() {
        var status =
                serving(P2).recordNames(P1).ledger(entry(P1), entry(P2)).mx(MX2).status();

        assertThat(table(status)).isEqualTo("REFUSED FALSE RecordStale");
        assertThat(condition(status, ConditionType.MXMatchesPolicy).reason()).isEqualTo("SendersHoldEarlierPolicy");
        assertThat(message(status, ConditionType.MXMatchesPolicy))
                .contains(MX2, String.valueOf(P1.id()).substring(0, 8), "do not deliver there");
    }

    @Test
    void itsTlsCountsUnderThatPolicyToo() {
        var status = serving(N)
                .recordNames(P1)
                .ledger(entry(P1), entry(N))
                .mx(MX1, EXPIRED)
                .status();

        assertThat(status.mail()).isEqualTo(MailState.REFUSED);
        assertThat(condition(status, ConditionType.MXTLSValid).reason()).isEqualTo("MXExpired");
        assertThat(message(status, ConditionType.MXTLSValid))
                .contains(MX1, String.valueOf(P1.id()).substring(0, 8));
    }

    @Test
    void modeNoneIsServedWhileTheRecordStillNamesEnforce() {
        var domain = serving(N).recordNames(P1).ledger(entry(P1), entry(N));

        assertThat(domain.mx(MX1).status().mail())
                .as("what senders hold is met")
                .isEqualTo(MailState.OK);
        var moved = domain.mx(MX2).status();
        assertThat(moved.mail()).isEqualTo(MailState.REFUSED);
        assertThat(condition(moved, ConditionType.MXMatchesPolicy).reason()).isEqualTo("SendersHoldEarlierPolicy");
    }

    /** Senders that hold the policy keep it whatever becomes of the record (RFC 8461 section 5.1). */
    @Test
    void theRecordIsLostAndTheMailServerHasMoved() {
        var domain = serving(P1).recordNamedBefore(P1).ledger(entry(P1));

        assertThat(domain.mx(MX1).status().mail()).isEqualTo(MailState.UNPROTECTED);
        var moved = domain.mx(MX2).status();
        assertThat(table(moved)).isEqualTo("REFUSED FALSE MXNotCovered");
        assertThat(message(moved, ConditionType.Ready))
                .contains(StopRefusals.sentences("example-com", "mail"))
                .contains("kubectl annotate mdp/example-com -n mail mtasts.io/hold=testing", "RecordStale");
    }

    @Test
    void aPolicyThatNoRecordEverNamedRefusesNothing() {
        var status = serving(P1).ledger(entry(P1).unpublished(true)).mx(MX2).status();

        assertThat(table(status)).isEqualTo("UNPROTECTED FALSE RecordMissing");
    }

    /** The probe is remembered for {@code mxCache}, and the certificate ended meanwhile. */
    @Test
    void aCertificateThatEndedSinceItWasLookedAt() {
        var domain = serving(P1).recordNames(P1).ledger(entry(P1)).mx(MX1, accepted(NOW.plusSeconds(60)));

        assertThat(domain.status().mail()).isEqualTo(MailState.OK);
        var later = domain.at(NOW.plusSeconds(120)).status();
        assertThat(table(later)).isEqualTo("REFUSED FALSE MXExpired");
        assertThat(message(later, ConditionType.MXTLSValid))
                .contains("expired at 2026-11-30T12:01:00Z")
                .doesNotContain("and no newer one");
        assertThat(later.mx().getFirst().tls()).isEqualTo(MxTlsState.INVALID);
    }

    @Test
    void heldInTestingWithItsRecordPublishedMailRecovers() {
        var domain = serving(T1).held().recordNames(T1).mx(MX1).mx(MX2);

        var waiting =
                domain.ledger(ended(P1, NOW.plusSeconds(60), END), entry(T1)).status();
        assertThat(table(waiting)).isEqualTo("REFUSED FALSE SendersHoldEarlierPolicy");
        var recovering = domain.ledger(ended(P1, LET_GO, END), entry(T1)).status();
        assertThat(table(recovering)).isEqualTo("RECOVERING FALSE MXNotCovered");
        assertThat(message(recovering, ConditionType.MXMatchesPolicy))
                .startsWith(MX2 + ": every sender delivers there from " + UNTIL + " on.")
                .containsSubsequence("postfix-tlspol", "check the id", "already deliver again");
        assertThat(domain.ledger(entry(T1)).status().mail())
                .as("once nobody holds it any more")
                .isEqualTo(MailState.UNPROTECTED);
    }

    @Test
    void aTestingPolicyIsNotSpokenOfWhileMailIsRefused() {
        var status = serving(T1)
                .held()
                .recordNames(P1)
                .ledger(entry(P1), entry(T1))
                .mx(MX1)
                .mx(MX2)
                .status();

        assertThat(table(status)).isEqualTo("REFUSED FALSE RecordStale");
        assertThat(message(status, ConditionType.MXMatchesPolicy))
                .startsWith(MX2 + ": senders that have enforce policy ")
                .contains("which the record still names", "publish what status.records shows for _mta-sts.example.com")
                .doesNotContain("once the mode is enforce");
    }

    @Test
    void aPolicyThatCoversItAllRecoversFromOneThatDidNot() {
        var both = policy(ENFORCE, MX1, MX2);
        var status = serving(both)
                .recordNames(both)
                .ledger(ended(P1, LET_GO, END), entry(both))
                .mx(MX1)
                .mx(MX2)
                .status();

        assertThat(table(status)).isEqualTo("RECOVERING TRUE Recovering");
        assertThat(condition(status, ConditionType.MXMatchesPolicy).reason()).isEqualTo("Recovering");
        assertThat(message(status, ConditionType.MXMatchesPolicy)).contains(MX2, UNTIL);
    }

    @Test
    void aMailServerThatIsDownIsNotRefused() {
        var down = new MxOutcome.NoConversation(NoContact.REFUSED, "");
        var status = serving(P1).recordNames(P1).ledger(entry(P1)).mx(MX1, down).status();

        assertThat(status.mail()).isNotEqualTo(MailState.REFUSED);
        assertThat(serving(P1)
                        .recordNames(P1)
                        .ledger(entry(P1))
                        .mx(MX1, down)
                        .mx(MX2, EXPIRED)
                        .status()
                        .mail())
                .isEqualTo(MailState.REFUSED);
    }

    /** What other senders meet there nobody knows, so that nothing is said of them. */
    @ParameterizedTest
    @MethodSource("turnedAway")
    void aMailServerThatTurnsUsAwayIsNotRefused(MxOutcome outcome) {
        var alone = serving(P1).recordNames(P1).ledger(entry(P1)).mx(MX1, outcome);
        assertThat(alone.status().mail()).isEqualTo(MailState.UNKNOWN);
        assertThat(condition(alone.status(), ConditionType.MXTLSValid).reason()).isIn("MXRefusesUs", "MXSilent");
        var both = policy(ENFORCE, MX1, MX2);
        var besideAnother = serving(both)
                .recordNames(both)
                .ledger(ended(P1, LET_GO, END), entry(both))
                .mx(MX1, outcome)
                .mx(MX2);
        assertThat(besideAnother.status().mail())
                .as("%s is in no policy before", MX2)
                .isEqualTo(MailState.RECOVERING);
        assertThat(serving(both)
                        .recordNames(both)
                        .ledger(entry(both))
                        .mx(MX1, outcome)
                        .mx(MX2)
                        .status()
                        .mail())
                .isEqualTo(MailState.UNKNOWN);
    }

    private static Stream<MxOutcome> turnedAway() {
        return Stream.of(
                new MxOutcome.RefusesUs(new MxOutcome.Answered.Connection(), "554 blocked using a list"),
                new MxOutcome.RefusesUs(new MxOutcome.Answered.Connection(), "421 4.7.0 too many connections"),
                new MxOutcome.RefusesUs(new MxOutcome.Answered.Ehlo("[192.0.2.9]"), "550 5.7.1 invalid HELO"),
                new MxOutcome.RefusesUs(new MxOutcome.Answered.StartTls(), "454 4.7.0 TLS not available"),
                new MxOutcome.NoConversation(NoContact.SILENT, "the greeting did not arrive within 30 s"));
    }

    /** A record was found and no policy: which mail servers that covers nobody knows. */
    @Test
    void aPolicyThatNobodyKnowsRefusesNothingForSure() {
        var unknown = new LedgerEntry("20200101", ENFORCE, List.of(), 31_557_600, null, true);
        var status = serving(T1)
                .wanted(ENFORCE)
                .recordNames(new ServedPolicy("20200101", 0, ENFORCE, null, 0, null, null, null))
                .ledger(unknown, entry(T1))
                .mx(MX1)
                .status();

        assertThat(status.mail()).isEqualTo(MailState.UNKNOWN);
    }

    @Test
    void falseComesBeforeUnknownWhateverTheOrder() {
        var status = serving(T1).recordUnknown().ledger(entry(T1)).mx(MX2).status();

        assertThat(condition(status, ConditionType.RecordPublished).status().name())
                .isEqualTo("UNKNOWN");
        assertThat(table(status)).isEqualTo("UNKNOWN FALSE MXNotCovered");
    }

    /** "Not looked at yet" was said of a policy that had been looked at for months. */
    @Test
    void noReasonSaysWhatIsNotTrue() {
        var status = serving(P1)
                .recordNames(P1)
                .ledger(entry(P1))
                .mx(MX1)
                .notAccepted()
                .status();

        assertThat(condition(status, ConditionType.RolloutComplete).reason()).isEqualTo("SpecNotAccepted");
        assertThat(message(status, ConditionType.RolloutComplete)).contains("Accepted says why");
    }

    /** It was looked at, and gave no answer. */
    @Test
    void aPolicyHostThatDoesNotAnswerIsNotOneThatNobodyLookedAt() {
        var status = serving(P1)
                .recordNames(P1)
                .ledger(entry(P1))
                .mx(MX1)
                .policyHost(new PolicyOutcome.Unreachable(NoContact.REFUSED, ""))
                .status();

        assertThat(status.conditions())
                .extracting(Condition::reason)
                .contains("NoHairpin")
                .doesNotContain("Pending");
        assertThat(table(status)).isEqualTo("UNKNOWN UNKNOWN NoHairpin");
        assertThat(message(status, ConditionType.CertificateReady))
                .startsWith(
                        "The certificate of mta-sts.example.com cannot be checked. mta-sts.example.com at 192.0.2.10"
                                + " could not be reached");
    }
}
