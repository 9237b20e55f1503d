package io.mtasts.tls;

import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.net.Relay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A firewall in front of a TLS server that looks into the first packet, and resets what does not fit in there. */
final class SmallHelloRelay implements AutoCloseable {
    private static final int HEADER = 5;
    private static final int MOST = 1400;

    private final ServerSocket listener;

    private SmallHelloRelay(ServerSocket listener) {
        this.listener = listener;
    }

    static SmallHelloRelay before(InetSocketAddress server) throws IOException {
        var listener = new ServerSocket(0, 10, Loopback.of("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var peer = listener.accept();
                    Thread.ofVirtual().start(() -> pass(peer, server));
                }
            } catch (IOException closed) {
                // The end.
            }
        });
        return new SmallHelloRelay(listener);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private static void pass(Socket peer, InetSocketAddress server) {
        try (peer;
                var there = new Socket(server.getAddress(), server.getPort())) {
            var head = peer.getInputStream().readNBytes(HEADER);
            int length = Short.toUnsignedInt(ByteBuffer.wrap(head).getShort(HEADER - 2));
            if (length > MOST) {
                peer.setSoLinger(true, 0);
                return;
            }
            there.getOutputStream().write(head);
            Relay.between(peer, there);
        } catch (IOException | RuntimeException gone) {
            // Its client hears of it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
