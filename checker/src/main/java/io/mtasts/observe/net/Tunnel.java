package io.mtasts.observe.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;

/** Has a proxy, to which a socket is connected, connect it to an address. */
interface Tunnel {
    /** Why there is no way through the proxy. */
    record Refusal(NoContact kind, String detail) {
        /** The proxy has not tried, so that nothing is known of the host. */
        static Optional<Refusal> notTried(ProxyServer proxy, String what) {
            return met(proxy, NoContact.NOT_TRIED, what);
        }

        /** What the proxy has met on the way to the host. */
        static Optional<Refusal> met(ProxyServer proxy, NoContact kind, String what) {
            return Optional.of(new Refusal(kind, "the proxy " + proxy.place() + " " + what));
        }
    }

    /** By the protocol that the proxy speaks. */
    static Tunnel through(ProxyServer proxy, Socket socket) throws IOException {
        return switch (proxy.protocol()) {
            case SOCKS5 -> new SocksTunnel(proxy, socket);
            case HTTP -> new HttpTunnel(proxy, socket);
        };
    }

    /** After nothing the socket leads to {@code target}. Reads octet by octet, so that nothing of what the target says is lost. */
    Optional<Refusal> to(InetSocketAddress target) throws IOException;
}
