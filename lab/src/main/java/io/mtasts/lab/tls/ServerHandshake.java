package io.mtasts.lab.tls;

import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.net.Relay;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

/** Makes, or spoils, the server's side of a TLS handshake on a connection that is open already. */
public final class ServerHandshake {
    private static final int ALERT = 21;
    private static final byte WARNING = 1;
    private static final byte FATAL = 2;
    private static final byte UNRECOGNIZED_NAME = 112;
    private static final int HANDSHAKE = 22;
    private static final int TLS_1_1 = 0x0302;
    private static final int TLS_1_2 = 0x0303;
    private static final int ECDHE_ECDSA_WITH_AES_128_CBC_SHA = 0xC009;

    private ServerHandshake() {}

    /** A secured connection, and the server name that the client asked for: lower case, empty when it sent none. */
    public record Secured(SSLSocket socket, String serverName) {}

    /**
     * Waits for the client's first record, then acts as told for the name in it.
     *
     * @throws IOException when no secured connection came of it, which is what most kinds of {@link Tls} want
     */
    public static Secured accept(Socket peer, Function<String, Tls> behaviour) throws IOException {
        var hello = ClientHello.read(peer.getInputStream());
        return switch (behaviour.apply(hello.serverName())) {
            case Tls.Present(var identity) -> {
                var socket = socket(peer, hello, identity.apply(hello.serverName()));
                socket.startHandshake();
                yield new Secured(socket, hello.serverName());
            }
            case Tls.PresentAfterWarning(var identity) -> {
                peer.getOutputStream().write(record(ALERT, TLS_1_2, new byte[] {WARNING, UNRECOGNIZED_NAME}));
                var socket = socket(peer, hello, identity);
                socket.startHandshake();
                yield new Secured(socket, hello.serverName());
            }
            case Tls.WantCertificate(var identity) -> {
                var socket = socket(peer, hello, identity);
                socket.setNeedClientAuth(true);
                socket.startHandshake();
                yield new Secured(socket, hello.serverName());
            }
            case Tls.Alert(var description) ->
                throw refuse(peer, record(ALERT, TLS_1_2, new byte[] {FATAL, (byte) description}));
            case Tls.Tls11() -> throw refuse(peer, record(HANDSHAKE, TLS_1_1, serverHelloTls11()));
            case Tls.PlainText(var text) -> throw refuse(peer, text.getBytes(StandardCharsets.UTF_8));
            case Tls.Silent() -> throw refuse(peer, new byte[0]);
            case Tls.HangUp() -> throw new SSLHandshakeException("hung up, as told");
            case Tls.Elsewhere(var server) -> throw relayed(peer, hello, server);
        };
    }

    private static SSLSocket socket(Socket peer, ClientHello hello, Identity identity) throws IOException {
        return (SSLSocket) identity.serverContext().getSocketFactory().createSocket(peer, hello.replay(), true);
    }

    private static SSLHandshakeException relayed(Socket peer, ClientHello hello, InetSocketAddress server)
            throws IOException {
        try (var there = new Socket(server.getAddress(), server.getPort())) {
            hello.replay().transferTo(there.getOutputStream());
            Relay.between(peer, there);
        }
        return new SSLHandshakeException("left to another server, as told");
    }

    /** Sends the last thing that is said, and waits until the client hangs up so that it is read. */
    private static SSLHandshakeException refuse(Socket peer, byte[] lastWords) throws IOException {
        peer.getOutputStream().write(lastWords);
        peer.getOutputStream().flush();
        if (lastWords.length > 0) {
            peer.shutdownOutput();
        }
        peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        return new SSLHandshakeException("refused, as told");
    }

    private static byte[] record(int type, int version, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(type);
        out.writeShort(version);
        out.writeShort(content.length);
        out.write(content);
        return bytes.toByteArray();
    }

    /** RFC 4346 section 7.4.1.3: version, random, no session, a suite, no compression. */
    private static byte[] serverHelloTls11() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(2);
        out.writeByte(0);
        out.writeShort(38);
        out.writeShort(TLS_1_1);
        out.write(new byte[32]);
        out.writeByte(0);
        out.writeShort(ECDHE_ECDSA_WITH_AES_128_CBC_SHA);
        out.writeByte(0);
        return bytes.toByteArray();
    }
}
