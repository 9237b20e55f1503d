package io.mtasts.check;

import io.mtasts.check.Expectation.MailServers;
import io.mtasts.dane.DaneMatching;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.dns.Validation;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One mail server as a sender that supports DANE sees it.
 *
 * @param mx of the domain's MX records, whether they are secure
 */
record DaneSight(String domain, MxHostView host, Validation mx) {
    static Stream<DaneSight> all(Evidence evidence) {
        var servers = evidence.view().mailServers();
        return evidence.expectation().mailServers() == MailServers.JUDGED
                ? servers.hosts().stream()
                        .limit(MailServersView.MOST_PROBED)
                        .map(host -> new DaneSight(evidence.view().domain(), host, servers.validation()))
                : Stream.empty();
    }

    TlsaView tlsa() {
        return host.tlsa();
    }

    boolean hasRecords() {
        return tlsa().published() > 0;
    }

    /** Do senders ask for the host's TLSA records, and rely on the answer (RFC 7672 section 2.2)? */
    boolean isAsked() {
        return mx == Validation.SECURE && tlsa().addresses() == Validation.SECURE;
    }

    /** Do senders go by its TLSA records? */
    boolean applies() {
        return isAsked() && tlsa().isSecure();
    }

    /** What all of it comes to: one part that is not signed is enough. */
    Validation validation() {
        return Stream.of(mx, tlsa().addresses(), tlsa().validation())
                .min(Validation::compareTo)
                .orElseThrow();
    }

    /** Are there more records than were kept? */
    boolean isTooMany() {
        return tlsa().published() > TlsaView.MOST_KEPT;
    }

    /** With the names that count where an issuer is pinned: the domain's and the host's, before and after aliases. */
    DaneMatching matching() {
        var names = new LinkedHashSet<>(List.of(domain, host.host(), tlsa().base()));
        return new DaneMatching(tlsa().answer().records(), names);
    }

    /** What this outcome shows, of both kinds of keys, whatever Java makes of it; none where there was no TLS. */
    static List<List<X509Certificate>> chains(MxOutcome outcome) {
        return outcome.certificates()
                .map(CertificateView::chain)
                .filter(chain -> !chain.isEmpty())
                .toList();
    }

    /** All that its addresses show. */
    List<List<X509Certificate>> chains() {
        return host.attempts().stream()
                .flatMap(attempt -> chains(attempt.outcome()).stream())
                .distinct()
                .toList();
    }
}
