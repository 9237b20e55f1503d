package io.mtasts.check;

import io.mtasts.observe.PublicView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a certificate ends, and from when on that is soon: the one rule of findings, status, metrics and alerts. Soon is when less than
 * 14 days and less than a third of its life are left: a renewal should have happened.
 *
 * @param renewalDue from when on
 */
public record CertificateEnd(Instant notAfter, Instant renewalDue) {
    private static final Duration SOON = Duration.ofDays(14);
    private static final int PART_OF_LIFE = 3;

    static CertificateEnd of(CertificateView certificate) {
        var end = certificate.notAfter();
        var third = Duration.between(certificate.notBefore(), end).dividedBy(PART_OF_LIFE);
        return new CertificateEnd(end, end.minus(third.compareTo(SOON) < 0 ? third : SOON));
    }

    /** Does it end soon? */
    boolean soon(Instant now) {
        return now.isAfter(renewalDue);
    }

    /** Of the policy host's certificates the one whose renewal is due first; empty where none was accepted. */
    public static Optional<CertificateEnd> ofPolicyHost(PublicView view) {
        return first(view.policyHost().attempts().stream()
                .flatMap(attempt -> attempt.outcome() instanceof PolicyOutcome.Answered answered
                        ? Stream.of(answered.certificate())
                        : Stream.empty()));
    }

    /** Of the mail servers' certificates the one whose renewal is due first; empty where none was accepted. */
    public static Optional<CertificateEnd> ofMailServers(PublicView view) {
        return first(view.mailServers().hosts().stream()
                .flatMap(host -> host.attempts().stream())
                .flatMap(attempt -> attempt.outcome() instanceof MxOutcome.Accepted accepted
                        ? accepted.certificates()
                        : Stream.empty()));
    }

    private static Optional<CertificateEnd> first(Stream<CertificateView> certificates) {
        return certificates.map(CertificateEnd::of).min(Comparator.comparing(CertificateEnd::renewalDue));
    }
}
