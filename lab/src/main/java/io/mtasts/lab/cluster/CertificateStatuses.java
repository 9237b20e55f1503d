package io.mtasts.lab.cluster;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.CertificateCondition;
import io.fabric8.certmanager.api.model.v1.CertificateConditionBuilder;
import io.fabric8.certmanager.api.model.v1.CertificateStatus;
import io.fabric8.certmanager.api.model.v1.CertificateStatusBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The status that cert-manager gives to a Certificate, in its own words. */
final class CertificateStatuses {
    private static final String READY = "Ready";
    private static final String ISSUING = "Issuing";
    private static final String NO_SECRET = "Issuing certificate as Secret does not exist";
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private CertificateStatuses() {}

    /** Does the status say that the Certificate, as it is now, is ready? */
    static boolean isReady(Certificate certificate) {
        return conditions(certificate)
                .anyMatch(condition -> condition.getType().equals(READY)
                        && condition.getStatus().equals("True")
                        && Objects.equals(
                                condition.getObservedGeneration(),
                                certificate.getMetadata().getGeneration()));
    }

    static CertificateStatus waiting(Certificate certificate, Instant now) {
        return builder(certificate)
                .withConditions(
                        condition(certificate, READY, "False", "DoesNotExist", NO_SECRET, now),
                        condition(certificate, ISSUING, "True", "DoesNotExist", NO_SECRET, now))
                .build();
    }

    static CertificateStatus failed(Certificate certificate, String words, Instant now) {
        var message = "The certificate request has failed to complete and will be retried: " + words;
        var issuing = condition(certificate, ISSUING, "False", "Failed", message, now);
        var ready = conditions(certificate)
                .filter(condition -> condition.getType().equals(READY))
                .findFirst()
                .orElseGet(() -> condition(certificate, READY, "False", "DoesNotExist", NO_SECRET, now));
        return builder(certificate)
                .withConditions(ready, issuing)
                .withFailedIssuanceAttempts(1)
                .withLastFailureTime(issuing.getLastTransitionTime())
                .build();
    }

    static CertificateStatus issued(Certificate certificate, X509Certificate leaf, Instant now) {
        var notAfter = leaf.getNotAfter().toInstant();
        int revision = Optional.ofNullable(certificate.getStatus())
                .map(CertificateStatus::getRevision)
                .orElse(0);
        return new CertificateStatusBuilder()
                .withConditions(condition(
                        certificate, READY, "True", READY, "Certificate is up to date and has not expired", now))
                .withNotBefore(seconds(leaf.getNotBefore().toInstant()))
                .withNotAfter(seconds(notAfter))
                .withRenewalTime(seconds(notAfter.minus(RENEW_BEFORE)))
                .withRevision(revision + 1)
                .build();
    }

    private static CertificateStatusBuilder builder(Certificate certificate) {
        return certificate.getStatus() == null
                ? new CertificateStatusBuilder()
                : new CertificateStatusBuilder(certificate.getStatus());
    }

    /** With the transition time that it has if nothing else about it changes: no write without a change. */
    private static CertificateCondition condition(
            Certificate certificate, String type, String status, String reason, String message, Instant now) {
        var fresh = new CertificateConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(certificate.getMetadata().getGeneration())
                .withLastTransitionTime(seconds(now))
                .build();
        return conditions(certificate)
                .filter(old -> fresh.equals(new CertificateConditionBuilder(old)
                        .withLastTransitionTime(seconds(now))
                        .build()))
                .findFirst()
                .orElse(fresh);
    }

    private static Stream<CertificateCondition> conditions(Certificate certificate) {
        return Optional.ofNullable(certificate.getStatus())
                .map(CertificateStatus::getConditions)
                .orElse(List.of())
                .stream();
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
