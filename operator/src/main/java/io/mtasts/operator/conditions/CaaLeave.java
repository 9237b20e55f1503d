package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;

import io.mtasts.caa.Applicant;
import io.mtasts.check.ObservedReason;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.CaaSight;
import io.mtasts.observe.dns.Obstacle;
import io.mtasts.operator.gather.AcmeIssuer;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.List;
import java.util.Optional;

/**
 * Whether the authority behind an ACME issuer may issue for the policy host, as CAA records say (RFC 8659). An order that it may not fulfil is
 * not placed: it would fail, and use up what the account may ask for. Of an authority that is not known nothing is said.
 */
final class CaaLeave {
    private CaaLeave() {}

    /** What keeps a certificate from being requested; empty where nothing does. */
    static Optional<ConditionResult> hindrance(PolicyInput input) {
        return input.acme()
                .flatMap(issuer -> input.probe()
                        .filter(probe -> probe.probeSpec().acmeServer().equals(Optional.of(issuer.server())))
                        .map(probe -> hindrance(input, issuer, probe))
                        .orElseGet(() -> Optional.of(ConditionResult.unknown(
                                CertificateReady,
                                OperatorReason.Pending,
                                "The CAA records of %s have not been looked up yet.".formatted(input.policyHost())))));
    }

    /** A warning about the certificate that is there, or on its way; empty where there is nothing to warn of. */
    static String beside(PolicyInput input) {
        return input.acme()
                .flatMap(issuer -> input.probe().flatMap(probe -> objection(input, issuer, probe)))
                .map(objection -> "The next one will be refused: " + objection)
                .orElse("");
    }

    private static Optional<ConditionResult> hindrance(PolicyInput input, AcmeIssuer issuer, ProbeResult probe) {
        var sight = probe.view().policyHost().caa();
        if (!probe.authority().isEmpty() && sight.unknown()) {
            return Optional.of(
                    ConditionResult.unknown(CertificateReady, ObservedReason.DNSUnavailable, unknown(input, sight)));
        }
        return objection(input, issuer, probe)
                .map(objection -> ConditionResult.no(
                        CertificateReady, ObservedReason.CAAForbids, "No certificate is requested: " + objection));
    }

    private static Optional<String> objection(PolicyInput input, AcmeIssuer issuer, ProbeResult probe) {
        var authority = probe.authority();
        if (authority.isEmpty()) {
            return Optional.empty();
        }
        var sight = probe.view().policyHost().caa();
        var applicant = new Applicant(authority, issuer.methods(), issuer.account());
        return sight.set()
                .objection(applicant)
                .map(why -> "CAA at %s keeps %s from issuing for %s: %s. %s"
                        .formatted(
                                sight.owner(),
                                authority.getFirst(),
                                input.policyHost(),
                                why,
                                remedy(sight, authority)));
    }

    private static String remedy(CaaSight sight, List<String> authority) {
        return sight.set().hasUnknownCritical()
                ? "Remove that record, or use an issuer of an authority that knows it."
                : "Publish %s. CAA 0 issue \"%s\" beside it, or use an issuer of an authority that may."
                        .formatted(sight.owner(), authority.getFirst());
    }

    private static String unknown(PolicyInput input, CaaSight sight) {
        var why = sight.answer() instanceof Answer.Unavailable<?> unavailable ? unavailable.why() : "a CNAME loop";
        var bogus = sight.answer() instanceof Answer.Unavailable<?> unavailable
                && unavailable.obstacle() == Obstacle.DNSSEC_BOGUS;
        return "The CAA records at %s could not be looked up (%s), and an authority issues nothing for %s while that is so: no certificate is requested. %s"
                .formatted(
                        sight.at(),
                        why,
                        input.policyHost(),
                        bogus
                                ? "Mend the zone's DNSSEC signatures, or its DS record at the parent."
                                : "Check the domain's name servers; they have to answer questions for CAA too.");
    }
}
