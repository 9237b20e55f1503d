package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.mtasts.check.Aspect;
import io.mtasts.check.Judgement;
import io.mtasts.check.Listed;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Severity;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.operator.gather.CertificateTurn;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.Set;
import java.util.stream.Collectors;

/** Has the policy host a certificate? cert-manager's word where it issues, else what answers in public. */
public final class CertificateReadiness {
    private static final Set<ObservedReason> ABOUT_CERTIFICATES = Set.of(
            ObservedReason.PolicyHostTLSFailed,
            ObservedReason.PolicyHostUntrusted,
            ObservedReason.PolicyHostNameMismatch,
            ObservedReason.PolicyHostExpired,
            ObservedReason.CertificateExpiring);

    private CertificateReadiness() {}

    static ConditionResult of(Assessment assessment) {
        var input = assessment.input();
        if (!input.wantsCertificate()) {
            return assessment.judgement().map(judged -> inPublic(input, judged)).orElseGet(() -> notLookedAt(input));
        }
        return input.certificate()
                .map(certificate -> byCertManager(input, certificate).and(CaaLeave.beside(input)))
                .orElseGet(() -> notThere(assessment.preconditions()));
    }

    private static ConditionResult notThere(Preconditions preconditions) {
        var input = preconditions.input();
        var host = input.policyHost();
        var refused = input.refused().of(Preconditions.CERTIFICATE);
        if (refused.isPresent()) {
            return ConditionResult.no(
                    CertificateReady,
                    OperatorReason.ChildRefused,
                    "No certificate for %s is requested. %s"
                            .formatted(host, refused.get().sentence()));
        }
        if (!preconditions.newStepsAllowed()) {
            return ConditionResult.no(
                    CertificateReady,
                    preconditions.accepted().reason(),
                    "There is no Certificate for %s, and none is requested until the spec is accepted."
                            .formatted(host));
        }
        if (preconditions.certificateMayBeRequested()) {
            return due(input);
        }
        boolean caaAlone = preconditions.hostTarget().here() || input.requestsBeforeDNS();
        return preconditions
                .caa()
                .filter(caa -> caaAlone || caa.isFalse())
                .orElseGet(() -> mustWait(input, preconditions.hostTarget()));
    }

    private static ConditionResult due(PolicyInput input) {
        var host = input.policyHost();
        return input.turn() instanceof CertificateTurn.Queued queued
                ? ConditionResult.no(CertificateReady, OperatorReason.CertificateQueued, queued.message(host))
                : ConditionResult.unknown(
                        CertificateReady,
                        OperatorReason.Pending,
                        "The Certificate for %s does not exist yet; it is about to be created.".formatted(host));
    }

    private static ConditionResult mustWait(PolicyInput input, PolicyHostTarget hostTarget) {
        var host = input.policyHost();
        if (input.probe().isEmpty()) {
            return notLookedAt(input);
        }
        if (hostTarget.target().isEmpty()) {
            return input.refused()
                    .of("Ingress", "HTTPRoute")
                    .map(refused -> ConditionResult.no(
                            CertificateReady,
                            OperatorReason.ChildRefused,
                            "Nothing can point to %s yet. %s".formatted(host, refused.sentence())))
                    .orElseGet(
                            () -> ConditionResult.no(CertificateReady, OperatorReason.WaitingForDNS, noTarget(input)));
        }
        return ConditionResult.no(
                CertificateReady,
                OperatorReason.WaitingForDNS,
                "%s does not point here yet, so no certificate is requested: %s. Publish %s. With a DNS-01 issuer, spec.certificate.requestBeforeDNS: true skips the wait."
                        .formatted(host, hostTarget.seen(), toPublish(host, hostTarget)));
    }

    private static String noTarget(PolicyInput input) {
        var addresses = input.publicAddresses();
        var server = input.spec().serverName();
        return addresses.isEmpty()
                ? "The Ingress for %s has no address yet, so nothing can point to it. Find out whether an ingress controller has picked it up (kubectl describe ingress), or set spec.publicName of PolicyServer %s."
                        .formatted(input.policyHost(), server)
                : "The Ingress for %s is at %s, which is not a public address. Set spec.publicName of PolicyServer %s to the name by which the public reaches it."
                        .formatted(input.policyHost(), Listed.few(addresses), server);
    }

    private static String toPublish(String host, PolicyHostTarget hostTarget) {
        return hostTarget.target().stream()
                .map(target -> "%s. %s %s".formatted(host, RecordsOf.typeFor(target), absolute(target)))
                .collect(Collectors.joining(" and "));
    }

    private static String absolute(String target) {
        return PolicyInput.isAddress(target) ? target : target + ".";
    }

    private static ConditionResult byCertManager(PolicyInput input, Certificate certificate) {
        var name = certificate.getMetadata().getName();
        var issuance = input.issuance().orElseThrow();
        if (issuance.isReady()) {
            return ConditionResult.yes(
                    CertificateReady,
                    ObservedReason.AllGood,
                    "Certificate %s for %s is ready.".formatted(name, input.policyHost()));
        }
        var said = issuance.words();
        if (issuance.hasFailed()) {
            return ConditionResult.no(
                    CertificateReady,
                    OperatorReason.IssuanceFailed,
                    "cert-manager failed to get Certificate %s for %s: %s See kubectl describe certificate %s; cert-manager retries automatically."
                            .formatted(name, input.policyHost(), said, name));
        }
        return ConditionResult.no(
                CertificateReady,
                OperatorReason.Issuing,
                "cert-manager is issuing Certificate %s for %s.%s"
                        .formatted(name, input.policyHost(), said.isEmpty() ? "" : " It says: " + said));
    }

    private static ConditionResult inPublic(PolicyInput input, Judgement judgement) {
        var findings = judgement.findings().stream()
                .filter(finding -> finding.aspect() == Aspect.POLICY && ABOUT_CERTIFICATES.contains(finding.reason()))
                .sorted((a, b) -> a.severity().compareTo(b.severity()))
                .toList();
        if (!findings.isEmpty()) {
            var worst = findings.getFirst();
            return worst.severity() == Severity.ERROR
                    ? ConditionResult.no(CertificateReady, worst.reason(), worst.line())
                    : ConditionResult.yes(CertificateReady, worst.reason(), worst.line());
        }
        boolean answered = judgement.evidence().view().policyHost().attempts().stream()
                .anyMatch(attempt -> attempt.outcome() instanceof PolicyOutcome.Answered);
        return answered
                ? ConditionResult.yes(
                        CertificateReady,
                        ObservedReason.AllGood,
                        "%s answers with a valid certificate.".formatted(input.policyHost()))
                : judgement
                        .verdict(Aspect.POLICY)
                        .map(why -> ConditionResult.unknown(
                                CertificateReady,
                                why.reason(),
                                "The certificate of %s cannot be checked. %s"
                                        .formatted(input.policyHost(), why.message())))
                        .orElseGet(() -> notLookedAt(input));
    }

    private static ConditionResult notLookedAt(PolicyInput input) {
        return ConditionResult.unknown(
                CertificateReady, OperatorReason.Pending, "%s has not been probed yet.".formatted(input.policyHost()));
    }
}
