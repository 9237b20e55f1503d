package io.mtasts.observe.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Where roots come from: a file that the user names, the file that the container image brings, or the Java runtime. */
public final class TrustStores {
    /** System property: the PEM file of the image, which says on its first line what it is and of what day. */
    private static final String OF_IMAGE = "mtasts.roots";

    private static final Pattern FIRST_LINE = Pattern.compile("# (?<name>.+), (?<date>\\d{4}-\\d{2}-\\d{2})");

    /** System property: a file in place of the runtime's own. */
    private static final String IN_PLACE_OF_RUNTIME = "javax.net.ssl.trustStore";

    private TrustStores() {}

    /** The image's, and where there is none the Java runtime's. They are read meanwhile. */
    public static TrustAnchors usual() {
        return Optional.ofNullable(System.getProperty(OF_IMAGE))
                .map(Path::of)
                .filter(Files::isReadable)
                .map(TrustStores::ofImage)
                .orElseGet(TrustStores::ofRuntime);
    }

    private static TrustAnchors ofImage(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            var first = FIRST_LINE.matcher(lines.findFirst().orElse(""));
            boolean says = first.matches();
            return TrustAnchors.reading(
                    says ? first.group("name") : file.toString(),
                    says ? Optional.of(LocalDate.parse(first.group("date"))) : changed(file),
                    () -> read(file));
        } catch (IOException | UncheckedIOException | DateTimeException e) {
            throw new IllegalStateException(file + " of the image cannot be read", e);
        }
    }

    /** The store of the Java runtime, with the day of its release; of a file that stands in its place, the day of that. */
    static TrustAnchors ofRuntime() {
        var home = Path.of(System.getProperty("java.home"));
        var own = Stream.of("jssecacerts", "cacerts")
                .map(home.resolve("lib").resolve("security")::resolve)
                .filter(Files::isReadable)
                .findFirst();
        var other = Optional.ofNullable(System.getProperty(IN_PLACE_OF_RUNTIME))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
        boolean released = other.isEmpty()
                && own.filter(file -> file.endsWith("cacerts") && !Files.isSymbolicLink(file))
                        .isPresent();
        var name = "cacerts of Java " + Runtime.version().feature() + "."
                + Runtime.version().interim() + "." + Runtime.version().update();
        return TrustAnchors.reading(
                released ? name : other.or(() -> own).map(Path::toString).orElse(name),
                released ? releaseOfRuntime() : other.or(() -> own).flatMap(TrustStores::changed),
                TrustStores::acceptedByRuntime);
    }

    private static Optional<LocalDate> releaseOfRuntime() {
        try {
            return Optional.ofNullable(System.getProperty("java.version.date")).map(LocalDate::parse);
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }

    private static Collection<X509Certificate> acceptedByRuntime() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime has no usable trust store", e);
        }
    }

    /**
     * Those of a PEM file, in place of the usual ones.
     *
     * @throws IllegalArgumentException with a sentence for the user when it cannot be read or holds no certificate
     */
    public static TrustAnchors ofPem(Path file) {
        return TrustAnchors.of(file.toString(), changed(file), read(file));
    }

    private static List<X509Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " has no certificate in PEM format.");
            }
            return certificates.stream().map(X509Certificate.class::cast).toList();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " cannot be read: there is no such file.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " has something that is not a certificate in PEM format.", e);
        }
    }

    private static Optional<LocalDate> changed(Path file) {
        try {
            return Optional.of(
                    LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
