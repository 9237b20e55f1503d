package io.mtasts.reports.post;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.ca.KeyKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real TLS server with keys as people have them in files. */
@Timeout(60)
class TlsFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"RSA, ''", "RSA, 'RSA '", "EC, ''", "EC, 'EC '"})
    void readsKeysInOldAndNewForms(KeyKind kind, String form) throws Exception {
        var authority = CertificateAuthority.create("Test CA", kind, Clock.systemUTC());
        var identity = authority.issue("reports.example");
        write(identity, form);
        try (var server = server(files(), Duration.ofSeconds(10))) {
            assertThat(presented(authority, server)).isEqualTo(identity.leaf());
        }
    }

    @Test
    void presentsTheNewCertificateOnceTheFilesChange() throws Exception {
        var authority = CertificateAuthority.create("Test CA", Clock.systemUTC());
        write(authority.issue("reports.example"), "");
        try (var server = server(files(), Duration.ZERO)) {
            var first = presented(authority, server);
            var renewed = authority.issue("reports.example");
            // One file after the other: what does not belong together is not presented.
            Files.writeString(directory.resolve("tls.crt"), "not a certificate");
            assertThat(presented(authority, server)).isEqualTo(first);
            write(renewed, "");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> presented(authority, server).equals(renewed.leaf()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls.key | nothing | has no private key in PEM without a password",
                "tls.crt | '' | has no certificate in PEM",
            })
    void saysWhatIsWrong(String file, String text, String problem) throws IOException {
        write(CertificateAuthority.create("Test CA", Clock.systemUTC()).issue("reports.example"), "");
        Files.writeString(directory.resolve(file), text);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::files)
                .withMessage(directory.resolve(file) + " " + problem);
    }

    private TlsFiles files() throws IOException {
        return TlsFiles.of(directory.resolve("tls.crt"), directory.resolve("tls.key"));
    }

    private static WebServer server(TlsFiles files, Duration again) throws IOException {
        return WebServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "test-",
                Optional.of(files.context(again)),
                _ -> WebAnswer.text(200, "hello"));
    }

    private static X509Certificate presented(CertificateAuthority authority, WebServer server) throws IOException {
        try (var socket = (SSLSocket) authority
                .clientContext()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    /** The key in PKCS #8, or in the form of its kind, as OpenSSL and cert-manager write it. */
    private void write(Identity identity, String form) throws IOException {
        Files.writeString(directory.resolve("tls.crt"), identity.chainPem());
        var pem = identity.keyPem();
        if (!form.isEmpty()) {
            var pkcs8 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
            var old = PrivateKeyInfo.getInstance(pkcs8)
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
            pem = "-----BEGIN %sPRIVATE KEY-----\n%s\n-----END %sPRIVATE KEY-----\n"
                    .formatted(form, new String(Base64.getMimeEncoder().encode(old), US_ASCII), form);
        }
        Files.writeString(directory.resolve("tls.key"), pem);
    }
}
