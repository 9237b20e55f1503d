package io.mtasts.observe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.ca.CertificateAuthority;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a certificate says that its issuer's is, whatever stands there. */
class IssuerAddressTest {
    private static final int CONTENT_OF_URI = "http://ca.lab.test/intermediate.crt".length();

    private final CertificateAuthority authority = CertificateAuthority.create("Lab", Clock.systemUTC());

    @Test
    void isReadFromTheCertificate() {
        assertThat(IssuerAddress.of(authority.issue("mx.example.com").leaf()))
                .contains("http://ca.lab.test/intermediate.crt");
    }

    @Test
    void isNotThereWithoutTheExtension() {
        assertThat(IssuerAddress.of(authority.root())).isEmpty();
    }

    /** Every octet of the extension replaced by others, one at a time: lengths that lie, other tags, other methods. */
    @Test
    void noExtensionMakesItThrow() throws GeneralSecurityException {
        var whole = authority.issue("mx.example.com").leaf().getEncoded();
        int uri = new String(whole, StandardCharsets.ISO_8859_1).indexOf("http://ca.lab.test");
        for (int at = uri - 20; at < uri + CONTENT_OF_URI; at++) {
            for (int octet : new int[] {0x00, 0x01, 0x30, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFF}) {
                var damaged = whole.clone();
                damaged[at] = (byte) octet;
                parsed(damaged)
                        .flatMap(IssuerAddress::of)
                        .ifPresent(address ->
                                assertThat(address).startsWith("http").hasSizeLessThanOrEqualTo(80));
            }
        }
    }

    private static Optional<X509Certificate> parsed(byte[] encoded) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
        } catch (GeneralSecurityException damagedOtherwise) {
            return Optional.empty();
        }
    }
}
