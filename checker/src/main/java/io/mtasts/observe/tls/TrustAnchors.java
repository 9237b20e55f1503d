package io.mtasts.observe.tls;

import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** The roots that certificates have to chain to. Where they come from, {@link TrustStores} knows. */
public final class TrustAnchors {
    private final String name;
    private final Optional<LocalDate> date;

    /** By their names: a chain ends at one of few, and a search for a path costs more the more it is given. */
    private final Supplier<Map<X500Principal, List<TrustAnchor>>> byName;

    private final Function<X509Certificate, Optional<DepartedRoot>> departed;

    private TrustAnchors(
            String name,
            Optional<LocalDate> date,
            Supplier<Map<X500Principal, List<TrustAnchor>>> byName,
            Function<X509Certificate, Optional<DepartedRoot>> departed) {
        this.name = name;
        this.date = date;
        this.byName = byName;
        this.departed = departed;
    }

    /** These and no others. */
    public static TrustAnchors of(Collection<X509Certificate> roots) {
        return of("the roots that were given", Optional.empty(), roots);
    }

    static TrustAnchors of(String name, Optional<LocalDate> date, Collection<X509Certificate> roots) {
        var read = byName(roots);
        return new TrustAnchors(name, date, () -> read, DepartedRoot::of);
    }

    /** Those that are being read meanwhile: who asks for them first waits until they are there. */
    static TrustAnchors reading(String name, Optional<LocalDate> date, Supplier<Collection<X509Certificate>> roots) {
        var reading = new CompletableFuture<Map<X500Principal, List<TrustAnchor>>>();
        Thread.ofPlatform().daemon().name("trust-store").start(() -> {
            try {
                reading.complete(byName(roots.get()));
            } catch (RuntimeException e) {
                reading.completeExceptionally(e);
            }
        });
        return new TrustAnchors(name, date, reading::join, DepartedRoot::of);
    }

    private static Map<X500Principal, List<TrustAnchor>> byName(Collection<X509Certificate> roots) {
        return roots.stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        X509Certificate::getSubjectX500Principal,
                        Collectors.mapping(root -> new TrustAnchor(root, null), Collectors.toUnmodifiableList())));
    }

    /** The same roots, of which others have left Mozilla's list. */
    TrustAnchors departed(Function<X509Certificate, Optional<DepartedRoot>> others) {
        return new TrustAnchors(name, date, byName, others);
    }

    /** Has this one left Mozilla's list? */
    Optional<DepartedRoot> departed(X509Certificate root) {
        return departed.apply(root);
    }

    /** What these roots are. */
    public TrustStore store() {
        return new TrustStore(name, date, Math.toIntExact(all().count()));
    }

    Stream<X509Certificate> all() {
        return byName.get().values().stream().flatMap(List::stream).map(TrustAnchor::getTrustedCert);
    }

    /** Those that one of these certificates names as its issuer: a path from them ends at no other (RFC 5280 section 6.1). */
    Set<TrustAnchor> above(List<X509Certificate> chain) {
        return named(chain).collect(Collectors.toUnmodifiableSet());
    }

    /** Of them those that are in force at this time by their own dates. */
    Set<TrustAnchor> above(List<X509Certificate> chain, Instant when) {
        return named(chain)
                .filter(anchor ->
                        !anchor.getTrustedCert().getNotAfter().toInstant().isBefore(when))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of them those that Mozilla still has, as far as is known here. */
    Set<TrustAnchor> stayingAbove(List<X509Certificate> chain) {
        return named(chain)
                .filter(anchor -> departed(anchor.getTrustedCert()).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same as {@link #above(List)} without certificates, and so without dates of their own. */
    Set<TrustAnchor> keysAbove(List<X509Certificate> chain) {
        return named(chain)
                .map(TrustAnchor::getTrustedCert)
                .map(root -> new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Stream<TrustAnchor> named(List<X509Certificate> chain) {
        return chain.stream()
                .map(X509Certificate::getIssuerX500Principal)
                .distinct()
                .flatMap(issuer -> byName.get().getOrDefault(issuer, List.of()).stream());
    }

    /** Is there a root of that name, whatever its key? */
    boolean names(X500Principal root) {
        return byName.get().containsKey(root);
    }

    boolean contains(X509Certificate certificate) {
        return byName.get().getOrDefault(certificate.getSubjectX500Principal(), List.of()).stream()
                .anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
    }
}
