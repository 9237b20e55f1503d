package io.mtasts.observe.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Has a SOCKS 5 proxy connect to an address (RFC 1928). The runtime's own client would take user and password from what is global to
 * the process, and does not tell apart why the proxy could not connect.
 */
final class SocksTunnel implements Tunnel {
    private static final int VERSION = 5;
    private static final int WITHOUT_LOGIN = 0;
    private static final int WITH_LOGIN = 2;
    private static final int LOGIN_VERSION = 1;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private final ProxyServer proxy;
    private final DataInputStream in;
    private final Socket socket;

    SocksTunnel(ProxyServer proxy, Socket socket) throws IOException {
        this.proxy = proxy;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    @Override
    public Optional<Refusal> to(InetSocketAddress target) throws IOException {
        var refusal = greet();
        return refusal.isPresent() ? refusal : connect(target);
    }

    private Optional<Refusal> greet() throws IOException {
        int method = proxy.login().isPresent() ? WITH_LOGIN : WITHOUT_LOGIN;
        say(VERSION, 1, method);
        if (in.readUnsignedByte() != VERSION) {
            return notTried("does not speak SOCKS 5");
        }
        if (in.readUnsignedByte() != method) {
            return notTried(
                    method == WITHOUT_LOGIN
                            ? "requires a user name and a password"
                            : "does not support user name and password");
        }
        return proxy.login().isPresent() ? logIn(proxy.login().get()) : Optional.empty();
    }

    private Optional<Refusal> logIn(ProxyServer.Login login) throws IOException {
        var message = new ByteArrayOutputStream();
        message.write(LOGIN_VERSION);
        for (var part : new String[] {login.user(), login.password()}) {
            var octets = part.getBytes(StandardCharsets.UTF_8);
            message.write(octets.length);
            message.writeBytes(octets);
        }
        socket.getOutputStream().write(message.toByteArray());
        in.readUnsignedByte();
        return in.readUnsignedByte() == 0 ? Optional.empty() : notTried("rejects the user name and password");
    }

    private Optional<Refusal> connect(InetSocketAddress target) throws IOException {
        var address = target.getAddress().getAddress();
        var message = new ByteArrayOutputStream();
        message.write(VERSION);
        message.write(CONNECT);
        message.write(0);
        message.write(address.length == IPV4_LENGTH ? IPV4 : IPV6);
        message.writeBytes(address);
        message.write(target.getPort() >> Byte.SIZE);
        message.write(target.getPort());
        socket.getOutputStream().write(message.toByteArray());
        if (in.readUnsignedByte() != VERSION) {
            return notTried("does not speak SOCKS 5");
        }
        int reply = in.readUnsignedByte();
        in.readUnsignedByte();
        skipBoundAddress(in.readUnsignedByte());
        return refusal(reply);
    }

    private void skipBoundAddress(int type) throws IOException {
        int length = switch (type) {
            case IPV4 -> IPV4_LENGTH;
            case IPV6 -> IPV6_LENGTH;
            case NAME -> in.readUnsignedByte();
            default -> throw new IOException("an address of an unknown kind");
        };
        in.readFully(new byte[length + Short.BYTES]);
    }

    /** RFC 1928 section 6: what the proxy has met, or that it did not try. */
    private Optional<Refusal> refusal(int reply) {
        return switch (reply) {
            case 0 -> Optional.empty();
            case 2 -> notTried("does not allow this connection");
            case 3 -> failed(NoContact.NO_ROUTE, "reports that the network is unreachable");
            case 4 -> failed(NoContact.NO_ROUTE, "reports that the host is unreachable");
            case 5 -> failed(NoContact.REFUSED, "reports that the connection was refused");
            case 6 -> failed(NoContact.CONNECT_TIMED_OUT, "got no answer to its connection attempt");
            case 8 -> notTried("does not connect to addresses of this kind");
            default -> notTried("could not connect and does not say why (reply " + reply + ")");
        };
    }

    private Optional<Refusal> notTried(String what) {
        return Refusal.notTried(proxy, what);
    }

    private Optional<Refusal> failed(NoContact kind, String what) {
        return Refusal.met(proxy, kind, what);
    }

    private void say(int... octets) throws IOException {
        var message = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            message[i] = (byte) octets[i];
        }
        socket.getOutputStream().write(message);
    }
}
