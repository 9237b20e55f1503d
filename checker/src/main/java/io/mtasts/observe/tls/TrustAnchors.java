package io.mtasts.observe.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

/** The roots that certificates have to chain to. */
public final class TrustAnchors {
    private final Set<TrustAnchor> anchors;

    private TrustAnchors(Stream<X509Certificate> roots) {
        this.anchors = roots.map(root -> new TrustAnchor(root, null)).collect(Collectors.toUnmodifiableSet());
    }

    /** These and no others. */
    public static TrustAnchors of(Collection<X509Certificate> roots) {
        return new TrustAnchors(roots.stream());
    }

    /** Those of the Java runtime, which are the ones that browsers know. */
    public static TrustAnchors ofRuntime() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return new TrustAnchors(Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no usable trust store", e);
        }
    }

    /**
     * Those of a PEM file, in place of the runtime's.
     *
     * @throws IllegalArgumentException with a sentence for the user when it cannot be read or holds no certificate
     */
    public static TrustAnchors ofPem(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " has no certificate in PEM format.");
            }
            return new TrustAnchors(certificates.stream().map(X509Certificate.class::cast));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " cannot be read: there is no such file.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " has something that is not a certificate in PEM format.", e);
        }
    }

    Set<TrustAnchor> anchors() {
        return anchors;
    }

    /** Those that are in force at this time by their own dates. */
    Set<TrustAnchor> anchorsAt(Instant when) {
        return anchors.stream()
                .filter(anchor ->
                        !anchor.getTrustedCert().getNotAfter().toInstant().isBefore(when))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same without certificates, and so without dates of their own. */
    Set<TrustAnchor> keys() {
        return anchors.stream()
                .map(TrustAnchor::getTrustedCert)
                .map(root -> new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Is there a root of that name, whatever its key? */
    boolean names(X500Principal root) {
        return anchors.stream()
                .anyMatch(anchor -> root.equals(anchor.getTrustedCert().getSubjectX500Principal()));
    }

    boolean contains(X509Certificate certificate) {
        return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
    }
}
