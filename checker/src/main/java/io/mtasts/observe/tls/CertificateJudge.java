package io.mtasts.observe.tls;

import io.mtasts.observe.net.AddressText;
import io.mtasts.policy.Excerpt;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/**
 * Tells whether a sender accepts a certificate for a host, and if not, for which one of the reasons: trust first, then the dates,
 * then the name (RFC 8461 sections 3.3 and 4.2, RFC 5280 section 6, RFC 9525).
 */
public final class CertificateJudge {
    private static final Set<String> FOR_SERVERS = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int MOST_NAMES_LISTED = 3;
    private static final int KEY_CERT_SIGN = 5;

    private final TrustAnchors trust;
    private final Clock clock;

    public CertificateJudge(TrustAnchors trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    /** What is wrong with it, with a clause that says it. */
    record Problem(CertificateProblem kind, String detail) {}

    /** What came of it: what is wrong, and where nothing is, what not every sender takes, and the root. */
    record Judged(Optional<Problem> problem, Set<Peculiarity> peculiarities, Optional<ChainRoot> root) {
        private static Judged wrong(Problem problem) {
            return new Judged(Optional.of(problem), Set.of(), Optional.empty());
        }
    }

    /**
     * The first thing wrong.
     *
     * @param chain as the peer sent it, its own certificate first
     * @param stapled whether it sent a response of OCSP with it
     */
    Judged judge(List<X509Certificate> chain, String host, boolean stapled) {
        return judge(chain, stapled, leaf -> nameProblem(leaf, host));
    }

    /** The same for a server that is known by its address: one of its IP addresses has to be that (RFC 9525 section 6.5). */
    Judged judge(List<X509Certificate> chain, InetAddress server, boolean stapled) {
        return judge(
                chain,
                stapled,
                leaf -> Certificates.addresses(leaf).contains(server)
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                CertificateProblem.NAME_MISMATCH,
                                "it is not for the address " + AddressText.of(server))));
    }

    private Judged judge(
            List<X509Certificate> chain, boolean stapled, Function<X509Certificate, Optional<Problem>> naming) {
        var now = clock.instant();
        var found = pathAt(chain, now, trust.above(chain));
        if (found.isEmpty()) {
            return Judged.wrong(whyNot(chain, now));
        }
        var path = staying(inForce(found.get(), chain, now), chain, now);
        if (path.leavesConstraintsOfRoot()) {
            return Judged.wrong(new Problem(
                    CertificateProblem.UNTRUSTED,
                    "its chain ends at " + name(path.root().orElseThrow().getSubjectX500Principal())
                            + ", a root whose name constraints allow only other names"));
        }
        var met = new ChainPeculiarities(path.certificates(), path.root(), chain).at(now, stapled);
        var refusedByAll = met.stream()
                .filter(one -> SendingStack.refusing(Set.of(one)).size()
                        == SendingStack.all().size())
                .findFirst();
        if (refusedByAll.isPresent()) {
            return Judged.wrong(new Problem(
                    CertificateProblem.UNTRUSTED,
                    "the server " + refusedByAll.get().words()));
        }
        var root = path.root().orElse(chain.getFirst());
        return new Judged(naming.apply(chain.getFirst()), met, Optional.of(ChainRoot.of(root, trust.departed(root))));
    }

    /** Of several ways one that ends in a root that Mozilla still has: it is enough for a sender. */
    private TrustedPath staying(TrustedPath found, List<X509Certificate> chain, Instant now) {
        return found.root()
                .filter(root -> trust.departed(root).isPresent())
                .flatMap(_ -> TrustedPath.find(chain, now, trust.stayingAbove(chain)))
                .orElse(found);
    }

    /** Of two roots with one name and key, of which one has ended, that which has not. */
    private TrustedPath inForce(TrustedPath found, List<X509Certificate> chain, Instant now) {
        return found.root()
                .filter(root -> root.getNotAfter().toInstant().isBefore(now))
                .flatMap(_ -> TrustedPath.find(chain, now, trust.above(chain, now)))
                .orElse(found);
    }

    /**
     * Trusted at another time: then it is the dates. The last moment before now at which the chain was trusted shows whose end it was,
     * the first one to come whose beginning; what else the peer sends along may have ended long ago. The root may be younger than
     * that; to a path its name and key matter, and not its own dates (RFC 5280 section 6.1.1).
     */
    private Problem whyNot(List<X509Certificate> chain, Instant now) {
        for (var one : inOrder(
                chain, Comparator.comparing(X509Certificate::getNotAfter).reversed())) {
            var end = one.getNotAfter().toInstant();
            if (!end.isAfter(now) && chainsToRoot(chain, end.minus(MOMENT), trust.keysAbove(chain))) {
                return new Problem(CertificateProblem.EXPIRED, whose(one, chain) + " ended at " + end);
            }
        }
        for (var one : inOrder(chain, Comparator.comparing(X509Certificate::getNotBefore))) {
            var start = one.getNotBefore().toInstant();
            if (start.isAfter(now) && chainsToRoot(chain, start.plus(MOMENT), trust.keysAbove(chain))) {
                return new Problem(CertificateProblem.NOT_YET_VALID, whose(one, chain) + " begins at " + start);
            }
        }
        return new Problem(CertificateProblem.UNTRUSTED, whyUntrusted(chain));
    }

    /** So many as a chain has at most: to try a time costs a search for a path. */
    private static List<X509Certificate> inOrder(List<X509Certificate> chain, Comparator<X509Certificate> order) {
        return chain.stream().limit(TrustedPath.LONGEST_CHAIN).sorted(order).toList();
    }

    private static String whose(X509Certificate certificate, List<X509Certificate> chain) {
        return certificate.equals(chain.getFirst())
                ? "it"
                : "the certificate of its issuer " + name(certificate.getSubjectX500Principal());
    }

    private String whyUntrusted(List<X509Certificate> chain) {
        var leaf = chain.getFirst();
        if (leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
            return "it is self-signed";
        }
        if (!forServers(leaf)) {
            return "its extended key usage does not permit server authentication";
        }
        var mayNotSign =
                chain.stream().skip(1).filter(CertificateJudge::mayNotSign).findFirst();
        if (mayNotSign.isPresent()) {
            return "the key usage of its issuer %s does not let it sign certificates, which %s refuse"
                    .formatted(
                            name(mayNotSign.get().getSubjectX500Principal()),
                            SendingStack.names(SendingStack.refusing(Set.of(Peculiarity.ISSUER_MAY_NOT_SIGN))));
        }
        var last = lastOf(chain);
        var issuer = last.getIssuerX500Principal();
        if (trust.names(issuer)) {
            return "its chain ends at " + name(issuer)
                    + ", a trusted root here, but does not verify: a signature, a constraint or a date is not valid";
        }
        if (issuer.equals(last.getSubjectX500Principal())) {
            return "its chain ends at " + name(issuer) + ", which is not a trusted root here";
        }
        return (last.equals(leaf) ? "it is issued by " : "its chain ends at a certificate issued by ")
                + name(issuer)
                + ", which is not a trusted root here and whose certificate is not sent along"
                + IssuerAddress.of(last).map(address -> ": it is at " + address).orElse("");
    }

    private static boolean mayNotSign(X509Certificate issuer) {
        var usages = issuer.getKeyUsage();
        return usages != null && !usages[KEY_CERT_SIGN];
    }

    /** From issuer to issuer as far as the peer sent them. */
    private static X509Certificate lastOf(List<X509Certificate> chain) {
        var last = chain.getFirst();
        for (int step = 1; step < chain.size(); step++) {
            var issuer = last.getIssuerX500Principal();
            var next = chain.stream()
                    .skip(1)
                    .filter(one -> one.getSubjectX500Principal().equals(issuer))
                    .findFirst();
            if (next.isEmpty() || next.get().equals(last)) {
                break;
            }
            last = next.get();
        }
        return last;
    }

    private static String name(X500Principal principal) {
        return "\"" + Excerpt.of(principal.getName()) + "\"";
    }

    private boolean chainsToRoot(List<X509Certificate> chain, Instant when, Set<TrustAnchor> roots) {
        return pathAt(chain, when, roots).isPresent();
    }

    private Optional<TrustedPath> pathAt(List<X509Certificate> chain, Instant when, Set<TrustAnchor> roots) {
        var leaf = chain.getFirst();
        if (trust.contains(leaf)) { // trusted as it is, with no path to build
            boolean inForce = !when.isBefore(leaf.getNotBefore().toInstant())
                    && !when.isAfter(leaf.getNotAfter().toInstant());
            return inForce ? Optional.of(new TrustedPath(List.of(leaf), Optional.empty())) : Optional.empty();
        }
        return forServers(leaf) ? TrustedPath.find(chain, when, roots) : Optional.empty();
    }

    private static boolean forServers(X509Certificate leaf) {
        try {
            var usages = leaf.getExtendedKeyUsage();
            return usages == null || usages.stream().anyMatch(FOR_SERVERS::contains);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static Optional<Problem> nameProblem(X509Certificate leaf, String host) {
        var names = Certificates.dnsNames(leaf);
        if (Certificates.names(names, host)) {
            return Optional.empty();
        }
        var shown = names.stream().limit(MOST_NAMES_LISTED).map(Excerpt::of).toList();
        var more = names.size() > shown.size() ? " and " + (names.size() - shown.size()) + " more" : "";
        return Optional.of(new Problem(
                CertificateProblem.NAME_MISMATCH,
                names.isEmpty() ? "it has no DNS name" : "it is for " + String.join(", ", shown) + more));
    }
}
