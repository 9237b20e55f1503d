package io.mtasts.observe.tls;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a server shows that cannot come to terms with Java's TLS and does with senders': one that agrees on keys by static RSA
 * alone, signs with SHA-1 alone, or has a certificate that Java does not read.
 *
 * @param problem with its certificate, and {@code detail} of it; none where senders accept that
 */
public record InTheClear(
        CertificateView certificate,
        Optional<CertificateProblem> problem,
        String detail,
        Set<Peculiarity> peculiarities) {
    public InTheClear {
        peculiarities = Set.copyOf(peculiarities);
    }

    /** None where nothing of it explains why Java does not go on. */
    static Optional<InTheClear> of(ServerFlight flight, String host, CertificateJudge judge) {
        var met = EnumSet.noneOf(Peculiarity.class);
        if (PlainHello.isStaticRsa(flight)) {
            met.add(Peculiarity.STATIC_RSA);
        }
        if (PlainHello.isSignedWithSha1(flight)) {
            met.add(Peculiarity.SHA1_HANDSHAKE);
        }
        var chain = Certificates.read(flight.certificates());
        boolean readByOthers = chain.stream().anyMatch(SubjectlessCertificate.class::isInstance);
        if (chain.isEmpty() || (met.isEmpty() && !readByOthers)) {
            return Optional.empty();
        }
        var judged = judge.judge(chain, host, false);
        met.addAll(flight.with(judged.peculiarities()));
        met.remove(Peculiarity.MUST_STAPLE_IGNORED); // it was not asked for a response
        if (met.contains(Peculiarity.STATIC_RSA)) {
            met.remove(Peculiarity.NOT_FOR_SIGNATURES); // it makes none
        }
        return Optional.of(new InTheClear(
                Certificates.view(chain).endingIn(judged.root()),
                judged.problem().map(CertificateJudge.Problem::kind),
                judged.problem().map(CertificateJudge.Problem::detail).orElse(""),
                met));
    }
}
