package io.mtasts.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.fault.Fault;
import io.mtasts.lab.fault.Oddity;
import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.lab.tls.Tls;
import io.mtasts.lab.web.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class WorldTest {
    private int patienceMillis = 10_000;

    private final World world = World.start();
    private final Domain domain = world.domain("example.com").complete();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCompleteDomainIsReachedByItsNames() throws IOException {
        assertThat(get("mta-sts.example.com"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Type: text/plain; charset=utf-8\r\n")
                .endsWith("\r\n\r\nversion: STSv1\nmode: enforce\nmx: mx1.example.com\nmax_age: 604800\n");
        assertThat(startTls("mx1.example.com").getSubjectX500Principal().getName())
                .isEqualTo("CN=mx1.example.com");
        assertThat(world.web().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.serverName()).isEqualTo("mta-sts.example.com"));
        assertThat(world.mail("mx1.example.com").connections()).isEqualTo(1);
    }

    @Test
    void aNameThatNobodyServesMeetsASelfSignedCertificate() throws IOException {
        domain.zone()
                .set(
                        "mta-sts.example.com",
                        "A",
                        addressOf("mta-sts.example.com").getHostAddress());
        domain.zone()
                .set("www.example.com", "A", addressOf("mta-sts.example.com").getHostAddress());

        assertThatThrownBy(() -> get("www.example.com"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("PKIX");
    }

    static Stream<Arguments> certificates() {
        return Stream.of(
                Arguments.of("wildcard", Certificates.wildcard(), ""),
                Arguments.of("expired", Certificates.expired(), "validity check failed"),
                Arguments.of("not yet valid", Certificates.notYetValid(), "validity check failed"),
                Arguments.of("self-signed", Certificates.selfSigned(), "unable to find valid certification path"),
                Arguments.of("untrusted", Certificates.untrusted(), "unable to find valid certification path"),
                Arguments.of("incomplete", Certificates.withoutIntermediate(), "unable to find valid certification"),
                Arguments.of("wrong name", Certificates.named("www.example.com"), "No subject alternative DNS name"),
                Arguments.of("wildcard too high", Certificates.wildcardTooHigh(), "No subject alternative DNS name"),
                Arguments.of("bomb", Certificates.bomb(30, 2_000), "exceeds the maximum allowed"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("certificates")
    void certificatesAreWhatTheirNameSays(String name, Certificates kind, String complaint) throws IOException {
        domain.policyHost().present(kind);
        domain.mail().present(kind);

        if (complaint.isEmpty()) {
            assertThat(get("mta-sts.example.com")).startsWith("HTTP/1.1 200 ");
            startTls("mx1.example.com");
        } else {
            assertThatThrownBy(() -> get("mta-sts.example.com"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(complaint);
            assertThatThrownBy(() -> startTls("mx1.example.com"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining(complaint);
        }
    }

    static Stream<Arguments> handshakes() {
        return Stream.of(
                Arguments.of(Tls.Alert.HANDSHAKE_FAILURE, SSLHandshakeException.class, "handshake_failure"),
                Arguments.of(new Tls.Tls11(), SSLHandshakeException.class, "TLS11"),
                Arguments.of(
                        new Tls.PlainText("HTTP/1.1 400 No\r\n\r\n"), SSLException.class, "unrecognized SSL message"),
                Arguments.of(new Tls.Silent(), SocketTimeoutException.class, "timed out"),
                Arguments.of(new Tls.HangUp(), SSLHandshakeException.class, "terminated the handshake"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handshakes")
    void handshakesFailAsTold(Tls tls, Class<? extends Exception> failure, String complaint) {
        domain.policyHost().handshake(tls);
        domain.mail().handshake(tls);
        if (tls instanceof Tls.Silent) {
            patienceMillis = 300;
        }

        assertThatThrownBy(() -> get("mta-sts.example.com"))
                .isInstanceOf(failure)
                .hasMessageContaining(complaint);
        assertThatThrownBy(() -> startTls("mx1.example.com"))
                .isInstanceOf(failure)
                .hasMessageContaining(complaint);
    }

    @Test
    void aPolicyHostMayAnswerDifferentlyAtEachAddress() throws IOException {
        var addresses = domain.policyHost().addresses(2);
        domain.policyHost().answerAt(addresses.getLast(), Answer.status(503));

        assertThat(get("mta-sts.example.com", addresses.getFirst())).startsWith("HTTP/1.1 200 ");
        assertThat(get("mta-sts.example.com", addresses.getLast())).startsWith("HTTP/1.1 503 ");
        domain.policyHost().down();
        assertThatThrownBy(() -> get("mta-sts.example.com")).isInstanceOf(ConnectException.class);
    }

    @Test
    void hostsMayHaveNoAddressButIpv6() throws IOException {
        assumeThat(Loopback.hasIpv6()).as("this machine has an IPv6 loopback").isTrue();
        domain.policyHost().ipv6Only();
        var mail = world.ipv6Mail("mx6.example.com");

        assertThat(get("mta-sts.example.com", Loopback.IPV6)).startsWith("HTTP/1.1 200 ");
        try (var socket = connect(Loopback.IPV6, world.smtpPort())) {
            assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("220 ");
        }
        assertThat(mail.connections()).isEqualTo(1);
    }

    @Test
    void anEndlessBodyEndsWithItsReader() throws IOException {
        domain.policyHost().answer(new Answer.Endless("mx: example.com\n"));

        try (var socket = secure("mta-sts.example.com", connect("mta-sts.example.com", world.httpsPort()))) {
            socket.getOutputStream().write(request("mta-sts.example.com"));
            assertThat(socket.getInputStream().readNBytes(1 << 20)).hasSize(1 << 20);
        }
    }

    @Test
    void aMailServerCanBeSpoiledAndRecovers() throws IOException {
        var mail = domain.mail();

        mail.withoutStartTls();
        assertThatThrownBy(() -> startTls("mx1.example.com")).hasMessage("502 5.5.1 Command not implemented");
        mail.recover().greet(Reply.lines("421 4.3.2 Too busy"));
        assertThatThrownBy(() -> startTls("mx1.example.com")).hasMessage("421 4.3.2 Too busy");
        mail.recover().greet(Reply.lines("220-one", "220 two"));
        startTls("mx1.example.com");
        mail.refuseConnections();
        assertThatThrownBy(() -> startTls("mx1.example.com")).isInstanceOf(ConnectException.class);
        mail.open().recover();
        startTls("mx1.example.com");
    }

    @Test
    void everyFaultAndOddityHasADomainOfItsOwn() {
        var names = Stream.concat(
                        Fault.all().stream().map(fault -> fault.in(world).name()),
                        Arrays.stream(Oddity.values())
                                .map(oddity -> oddity.in(world).name()))
                .toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(Fault.all()).extracting(Fault::reason).allMatch(reason -> reason.matches("[A-Z][A-Za-z0-9]+"));
    }

    private String get(String host) throws IOException {
        return get(host, addressOf(host));
    }

    private String get(String host, InetAddress address) throws IOException {
        try (var socket = secure(host, connect(address, world.httpsPort()))) {
            socket.getOutputStream().write(request(host));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] request(String host) {
        return ("GET " + PolicyHost.PATH + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Speaks SMTP up to the handshake; fails with the reply that was not welcome. */
    private X509Certificate startTls(String host) throws IOException {
        try (var socket = connect(host, world.smtpPort())) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            expect(in, "220");
            socket.getOutputStream().write("EHLO checker.example.net\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, "250");
            socket.getOutputStream().write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
            expect(in, "220");
            try (var tls = secure(host, socket)) {
                tls.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(tls.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("221 ");
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

    private SSLSocket secure(String host, Socket plain) throws IOException {
        var factory = world.authority().clientContext().getSocketFactory();
        var socket = (SSLSocket) factory.createSocket(plain, host, plain.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Socket connect(String host, int port) throws IOException {
        return connect(addressOf(host), port);
    }

    private Socket connect(InetAddress address, int port) throws IOException {
        var socket = new Socket(address, port);
        socket.setSoTimeout(patienceMillis);
        return socket;
    }

    private InetAddress addressOf(String host) throws IOException {
        var question = Record.newRecord(Name.fromString(host, Name.root), Type.A, DClass.IN);
        List<Record> answer = new SimpleResolver(world.resolver())
                .send(Message.newQuery(question))
                .getSection(Section.ANSWER);
        return ((ARecord) answer.getFirst()).getAddress();
    }
}
