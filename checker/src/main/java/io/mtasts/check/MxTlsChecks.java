package io.mtasts.check;

import static io.mtasts.check.Aspect.MX_TLS;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.Accepted;
import io.mtasts.observe.smtp.MxOutcome.CertificateRejected;
import io.mtasts.observe.smtp.MxOutcome.NoConversation;
import io.mtasts.observe.smtp.MxOutcome.NotContacted;
import io.mtasts.observe.smtp.MxOutcome.RefusesUs;
import io.mtasts.observe.smtp.MxOutcome.StartTLSFailed;
import io.mtasts.observe.smtp.MxOutcome.StartTLSMissing;
import io.mtasts.observe.smtp.MxOutcome.TLSTooOld;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Does every mail server, at every address that answers, do STARTTLS as senders demand (RFC 8461 section 4.2)? */
final class MxTlsChecks {
    private MxTlsChecks() {}

    static Stream<Finding> mayBeContacted(Evidence evidence) {
        return each(
                evidence,
                (_, outcome) -> outcome instanceof NotContacted(var why)
                        ? Optional.of(PolicyHostChecks.notContacted(why))
                        : Optional.empty());
    }

    static Stream<Finding> wasTried(Evidence evidence) {
        return each(
                evidence,
                (_, outcome) -> outcome instanceof NoConversation(var kind, var detail)
                        ? Silence.notTried(kind, detail, ObservedReason.Port25Unreachable)
                        : Optional.empty());
    }

    static Stream<Finding> offersStartTls(Evidence evidence) {
        return each(
                evidence,
                (_, outcome) -> outcome instanceof StartTLSMissing(var detail)
                        ? Optional.of(new Fault(
                                ObservedReason.STARTTLSMissing,
                                "does not offer STARTTLS" + Detail.aside(detail),
                                "Enable it there, or look for a firewall that removes it from the replies."))
                        : Optional.empty());
    }

    static Stream<Finding> keepsToStartTls(Evidence evidence) {
        return each(
                evidence,
                (_, outcome) -> outcome instanceof StartTLSFailed(var detail)
                        ? Optional.of(new Fault(
                                ObservedReason.STARTTLSFailed,
                                "offers STARTTLS, but the handshake fails" + Detail.aside(detail),
                                "Check the mail server's TLS settings and its log."))
                        : Optional.empty());
    }

    static Stream<Finding> protocolIsNewEnough(Evidence evidence) {
        return each(
                evidence,
                (_, outcome) -> outcome instanceof TLSTooOld(var detail)
                        ? Optional.of(new Fault(
                                ObservedReason.MXTLSTooOld,
                                "does not support TLS 1.2 or newer" + Detail.aside(detail),
                                "Enable TLS 1.2 and 1.3 there."))
                        : Optional.empty());
    }

    static Stream<Finding> isTrusted(Evidence evidence) {
        return each(evidence, (host, outcome) -> certificate(host.host(), outcome, evidence.now()));
    }

    /** One that was accepted when it was looked at may have ended since: looks are remembered for a while. */
    private static Optional<Fault> certificate(String host, MxOutcome outcome, Instant now) {
        return switch (outcome) {
            case CertificateRejected(var problem, var detail, var certificate) ->
                Optional.of(fault(problem, detail, certificate, host, now));
            case Accepted accepted
            when !accepted.certificate().notAfter().isAfter(now) ->
                Optional.of(fault(CertificateProblem.EXPIRED, "", Optional.of(accepted.certificate()), host, now));
            case Accepted _,
                    NotContacted _,
                    NoConversation _,
                    RefusesUs _,
                    StartTLSMissing _,
                    StartTLSFailed _,
                    TLSTooOld _ -> Optional.empty();
        };
    }

    private static Fault fault(
            CertificateProblem problem,
            String detail,
            Optional<CertificateView> certificate,
            String host,
            Instant now) {
        return new Fault(
                reason(problem),
                CertificateText.problem(problem, detail, certificate, host, now),
                CertificateText.remedy(problem, host));
    }

    private static ObservedReason reason(CertificateProblem problem) {
        return switch (problem) {
            case UNTRUSTED -> ObservedReason.MXUntrusted;
            case NAME_MISMATCH -> ObservedReason.MXNameMismatch;
            case EXPIRED, NOT_YET_VALID -> ObservedReason.MXExpired;
        };
    }

    static Stream<Finding> renewsInTime(Evidence evidence) {
        return each(
                evidence,
                (_, outcome) -> outcome instanceof Accepted accepted
                                && accepted.certificate().notAfter().isAfter(evidence.now())
                                && CertificateEnd.of(accepted.certificate()).soon(evidence.now())
                        ? Optional.of(new Fault(
                                ObservedReason.MXCertificateExpiring,
                                CertificateText.expiring(accepted.certificate()),
                                CertificateText.remedy(CertificateProblem.EXPIRED, "")))
                        : Optional.empty());
    }

    /** What some senders take and others do not: an error only where, of several such things, each sender refuses one. */
    static Stream<Finding> allSendersAccept(Evidence evidence) {
        return Arrays.stream(Peculiarity.values())
                .flatMap(met -> each(
                        evidence,
                        (_, outcome) -> outcome instanceof Accepted accepted
                                        && !accepted.refusing(met).isEmpty()
                                ? Optional.of(refusedBySome(met, accepted))
                                : Optional.empty()));
    }

    private static Fault refusedBySome(Peculiarity met, Accepted accepted) {
        boolean byEveryone = accepted.refusedByAll();
        return new Fault(
                byEveryone ? Severity.ERROR : Severity.WARNING,
                ObservedReason.SomeSendersRefuse,
                "%s, and senders disagree about that: %s%s"
                        .formatted(
                                met.words(),
                                SendingStack.whoRefuses(accepted.refusing(met)),
                                byEveryone ? "; together with what else is found there, every sender refuses it" : ""),
                met.remedy());
    }

    static Stream<Finding> each(Evidence evidence, BiFunction<MxHostView, MxOutcome, Optional<Fault>> faultOf) {
        return MxContactChecks.judged(
                evidence,
                host -> AtAddresses.findings(
                        MX_TLS, host.host(), host.attempts(), outcome -> faultOf.apply(host, outcome)));
    }
}
