package io.mtasts.lab.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.ca.Identity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailServerPodTest {
    private static final String HOST = "mx1.example.com";

    private final CertificateAuthority authority = CertificateAuthority.create("Test", Clock.systemUTC());
    private MailServerPod pod;

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        pod.close();
    }

    @Test
    void itShowsWhatTheSecretHoldsNow() throws Exception {
        write(authority.issue(HOST));
        start("--tls");
        assertThat(startTls().getSubjectX500Principal().getName()).isEqualTo("CN=" + HOST);

        var renewed = authority.issue(HOST);
        write(renewed);
        assertThat(startTls().getSerialNumber()).isEqualTo(renewed.leaf().getSerialNumber());

        write(Certificates.expired().forHost(authority, HOST));
        assertThatThrownBy(this::startTls)
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("validity check failed");
    }

    @Test
    void anOrderPutsACertificateInPlaceOfTheFiles() throws Exception {
        write(authority.issue(HOST));
        start("--tls");

        var expired = Certificates.expired().forHost(authority, HOST);
        assertThat(order("PUT", "/certificate", expired.chainPem() + expired.keyPem()))
                .isEmpty();
        assertThatThrownBy(this::startTls)
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("validity check failed");
        assertThat(order("DELETE", "/certificate", "")).isEmpty();
        startTls();
        assertThat(order("PUT", "/certificate", expired.chainPem()))
                .isEqualTo("there is no private key after the chain\n");
    }

    @Test
    void itMakesItsOwnCertificatesByAnAuthorityAndSpoilsThem() throws Exception {
        var own = authority.rootIdentity();
        Files.writeString(directory.resolve("tls.crt"), own.chainPem());
        Files.writeString(directory.resolve("tls.key"), own.keyPem());
        start("--ca");
        startTls();

        assertThat(order("PUT", "/fault", "MX_EXPIRED")).isEmpty();
        assertThatThrownBy(this::startTls)
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("validity check failed");
        assertThat(order("PUT", "/fault", "STARTTLS_STRIPPED")).isEmpty();
        assertThatThrownBy(this::startTls).hasMessage("502 5.5.1 Command not implemented");
        assertThat(order("PUT", "/fault", "MX_DOWN")).isEmpty();
        assertThatThrownBy(this::startTls).isInstanceOf(ConnectException.class);
        assertThat(order("DELETE", "/fault", "")).isEmpty();
        startTls();
        assertThat(order("GET", "/connections", "")).isEqualTo("1\n");
    }

    private void start(String source) {
        pod = MailServerPod.start(List.of(
                "--host",
                HOST,
                source,
                directory.toString(),
                "--listen",
                "127.0.0.1",
                "--port",
                "0",
                "--control",
                "0"));
    }

    private void write(Identity identity) throws IOException {
        Files.writeString(directory.resolve("tls.crt"), identity.chainPem());
        Files.writeString(directory.resolve("tls.key"), identity.keyPem());
    }

    private String order(String method, String path, String body) throws IOException, InterruptedException {
        return new Orders(pod.controlPort()).send(method, path, body).body();
    }

    /** Speaks SMTP up to the handshake; fails with the reply that was not welcome. */
    private X509Certificate startTls() throws IOException {
        try (var socket = new Socket("127.0.0.1", pod.port())) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            expect(in, "220");
            socket.getOutputStream().write("EHLO checker.example.net\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, "250");
            socket.getOutputStream().write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, "220");
            var factory = authority.clientContext().getSocketFactory();
            try (var tls = (SSLSocket) factory.createSocket(socket, HOST, socket.getPort(), true)) {
                tls.startHandshake();
                return (X509Certificate) tls.getSession().getPeerCertificates()[0];
            }
        }
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        var line = in.readLine();
        while (line.startsWith(code + "-")) {
            line = in.readLine();
        }
        if (!line.startsWith(code)) {
            throw new IOException(line);
        }
    }
}
