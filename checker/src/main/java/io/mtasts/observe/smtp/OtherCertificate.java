package io.mtasts.observe.smtp;

import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.KeyKind;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The certificate that a mail server has beside the one that is accepted, for another kind of key.
 *
 * @param kind of its key
 * @param problem for which no sender accepts it; {@code detail} is a clause about that
 * @param peculiarities for which some senders would not accept it
 * @param metBy the libraries that are shown this one and not the other
 */
public record OtherCertificate(
        KeyKind kind,
        CertificateView certificate,
        Optional<CertificateProblem> problem,
        String detail,
        Set<Peculiarity> peculiarities,
        List<SendingStack> metBy) {
    public OtherCertificate {
        peculiarities = Set.copyOf(peculiarities);
        metBy = List.copyOf(metBy);
    }

    /** The same without the certificates themselves. */
    OtherCertificate withoutChain() {
        return new OtherCertificate(kind, certificate.withoutChain(), problem, detail, peculiarities, metBy);
    }
}
