package io.mtasts.operator.gather;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.CertificateCondition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far cert-manager is with a Certificate, by its own words.
 *
 * @param ready its condition Ready
 * @param issuing its condition Issuing
 * @param before whether it has been issued before, so that what is under way is a renewal
 */
public record Issuance(Optional<CertificateCondition> ready, Optional<CertificateCondition> issuing, boolean before) {

    /** By the Certificate's status. */
    public static Issuance of(Certificate certificate) {
        var status = Optional.ofNullable(certificate.getStatus());
        var conditions = status.flatMap(found -> Optional.ofNullable(found.getConditions()))
                .orElse(List.of());
        boolean before = status.filter(
                        found -> Objects.requireNonNullElse(found.getRevision(), 0) > 0 || found.getNotAfter() != null)
                .isPresent();
        return new Issuance(find(conditions, "Ready"), find(conditions, "Issuing"), before);
    }

    private static Optional<CertificateCondition> find(List<CertificateCondition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    public boolean isReady() {
        return ready.filter(condition -> "True".equals(condition.getStatus())).isPresent();
    }

    /** The latest attempt has failed; the next is some time off. */
    public boolean hasFailed() {
        return issuing.filter(
                        condition -> "False".equals(condition.getStatus()) && "Failed".equals(condition.getReason()))
                .isPresent();
    }

    /** Is a first certificate under way? */
    public boolean isWaitedFor() {
        return !before && !isReady() && !hasFailed();
    }

    /** What cert-manager says of what is under way, or of what failed. */
    public String words() {
        return issuing.or(() -> ready).map(CertificateCondition::getMessage).orElse("");
    }
}
