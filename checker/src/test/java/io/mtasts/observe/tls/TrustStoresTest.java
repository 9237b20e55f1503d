package io.mtasts.observe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.ca.CertificateAuthority;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which roots certificates are judged, and which of them have left Mozilla's list. */
class TrustStoresTest {
    private static final Clock WHEN = Clock.fixed(Instant.parse("2026-11-30T00:00:00Z"), ZoneOffset.UTC);
    private static final Path OF_IMAGE = Path.of("..", "roots", "mozilla.pem");
    private static final DepartedRoot GONE =
            new DepartedRoot("Old", "00", LocalDate.parse("2026-04-22"), "certifi 2026.4.22");

    @AfterEach
    void outsideOfAnImage() {
        System.clearProperty("mtasts.roots");
    }

    @Test
    void theStoreOfTheRuntimeHasTheDayOfItsRelease() {
        var store = TrustStores.usual().store();

        assertThat(store.name()).matches("cacerts of Java \\d+\\.\\d+\\.\\d+|/.*cacerts");
        assertThat(store.date().orElseThrow()).isAfter("2025-09-01");
        assertThat(store.sentence())
                .matches("Certificates are judged by .*cacerts.* of \\d{4}-\\d\\d-\\d\\d: \\d+ roots\\.");
    }

    @Test
    void theStoreOfTheImageSaysWhatItIs() {
        System.setProperty("mtasts.roots", OF_IMAGE.toString());

        var store = TrustStores.usual().store();

        assertThat(store.name()).matches("Mozilla's roots as in certifi [0-9.a-z]+");
        assertThat(store.date().orElseThrow()).isAfter("2026-10-01");
        assertThat(store.roots()).isGreaterThan(100);
    }

    @Test
    void aFileHasTheDayOfItsLastChange(@TempDir Path directory) throws IOException {
        var authority = CertificateAuthority.create("Lab", Clock.systemUTC());
        var file = authority.writeRoot(directory.resolve("ca.pem"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-01T12:00:00Z")));

        assertThat(TrustStores.ofPem(file).store().sentence())
                .isEqualTo("Certificates are judged by " + file + " of 2026-11-01: 1 root.");
    }

    @Test
    void aRootThatMozillaNoLongerHasIsKnown() throws URISyntaxException {
        var old = TrustStores.ofPem(
                Path.of(Objects.requireNonNull(TrustStoresTest.class.getResource("digicert-global-root-ca.pem"))
                        .toURI()));
        var root = old.all().findFirst().orElseThrow();

        assertThat(new CertificateJudge(old, WHEN)
                        .judge(List.of(root), "mx.example.com", false)
                        .root())
                .hasValueSatisfying(end -> {
                    assertThat(end.name()).isEqualTo("DigiCert Global Root CA");
                    assertThat(end.departed().orElseThrow().since()).isEqualTo("2026-04-22");
                });
    }

    /** The script that writes both files would have to have gone wrong. */
    @Test
    void noRootOfTheImageHasLeft() {
        assertThat(TrustStores.ofPem(OF_IMAGE)
                        .all()
                        .filter(root -> DepartedRoot.of(root).isPresent()))
                .isEmpty();
    }

    /** The intermediate is trusted as well, as a root is that another has signed across. */
    @Test
    void aChainToARootThatStaysIsEnough() {
        var authority = CertificateAuthority.create("Lab", Clock.systemUTC());
        var chain = authority.issue("mx.example.com").chain();
        var root = authority.root();
        var between = chain.get(1);

        assertThat(end(List.of(root), root, chain).orElseThrow().departed()).hasValue(GONE);
        assertThat(end(List.of(root, between), root, chain).orElseThrow().departed())
                .isEmpty();
        assertThat(end(List.of(root, between), between, chain).orElseThrow().departed())
                .isEmpty();
    }

    private static Optional<ChainRoot> end(
            List<X509Certificate> roots, X509Certificate gone, List<X509Certificate> chain) {
        var trust = TrustAnchors.of(roots).departed(root -> root.equals(gone) ? Optional.of(GONE) : Optional.empty());
        return new CertificateJudge(trust, Clock.systemUTC())
                .judge(chain, "mx.example.com", false)
                .root();
    }
}
