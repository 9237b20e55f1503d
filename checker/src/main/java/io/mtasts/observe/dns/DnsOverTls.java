package io.mtasts.observe.dns;

import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.tls.CertificateJudge;
import io.mtasts.observe.tls.TlsClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Questions over TLS (RFC 7858): nothing is asked of a server whose certificate does not name it (RFC 8310 section 5). A connection
 * carries one question at a time and is kept for the next.
 */
final class DnsOverTls implements AutoCloseable {
    private static final int MOST_KEPT = 8;

    private final TlsClient tls;
    private final Deadlines deadlines;
    private final Duration timeout;
    private final Map<Server, Queue<Socket>> kept = new ConcurrentHashMap<>();

    DnsOverTls(CertificateJudge judge, Deadlines deadlines, Duration timeout) {
        this.tls = new TlsClient(judge, deadlines, timeout);
        this.deadlines = deadlines;
        this.timeout = timeout;
    }

    /** @param name the host or the address that its certificate has to name */
    record Server(InetSocketAddress address, String name) {}

    /** There is no secure connection; the message is made safe to show. */
    static final class NotSecure extends IOException {
        private NotSecure(String what) {
            super(what);
        }
    }

    /** The answer as it came. Blocks for at most the time-out, once for a connection and once for the answer. */
    byte[] exchange(Server server, byte[] query) throws IOException {
        var earlier = of(server).poll();
        if (earlier != null) {
            try {
                return ask(server, earlier, query);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException closedMeanwhile) {
                // Servers close what is idle (RFC 7858 section 3.4): ask on a new one.
            }
        }
        return ask(server, connect(server), query);
    }

    private Queue<Socket> of(Server server) {
        return kept.computeIfAbsent(server, _ -> new LinkedBlockingQueue<>(MOST_KEPT));
    }

    private byte[] ask(Server server, Socket socket, byte[] query) throws IOException {
        byte[] answer;
        try (var deadline = deadlines.after(timeout, socket)) {
            try {
                answer = DnsStream.exchange(socket, query);
            } catch (IOException e) {
                socket.close();
                throw deadline.passed() ? new SocketTimeoutException() : e;
            }
        }
        if (!of(server).offer(socket)) {
            socket.close();
        }
        return answer;
    }

    private Socket connect(Server server) throws IOException {
        var socket = new Socket();
        boolean secured = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(server.address(), Math.toIntExact(timeout.toMillis()));
            var secure = secured(handshake(socket, server.name()));
            secured = true;
            return secure;
        } finally {
            if (!secured) {
                socket.close();
            }
        }
    }

    private TlsClient.Handshake handshake(Socket socket, String name) {
        try {
            return tls.handshake(socket, InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException aName) {
            return tls.handshake(socket, name);
        }
    }

    private static Socket secured(TlsClient.Handshake handshake) throws IOException {
        return switch (handshake) {
            case TlsClient.Handshake.Secured(
                    var socket,
                    var protocol,
                    var certificate,
                    var peculiarities,
                    var withoutThat,
                    var chain) -> socket;
            case TlsClient.Handshake.Rejected(var problem, var detail, var certificate, var protocol, var chain) ->
                throw new NotSecure("its certificate is not accepted: " + detail);
            case TlsClient.Handshake.TooOld(var detail) ->
                throw new NotSecure("it does not support TLS 1.2 or newer: " + detail);
            case TlsClient.Handshake.TimedOut(var detail) -> throw new NotSecure(detail);
            case TlsClient.Handshake.Failed(var detail, var maybeJavaAlone) ->
                throw new NotSecure("no TLS handshake: " + detail);
        };
    }

    @Override
    public void close() {
        for (var connections : kept.values()) {
            for (var socket = connections.poll(); socket != null; socket = connections.poll()) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It is as closed as it can be.
                }
            }
        }
    }
}
