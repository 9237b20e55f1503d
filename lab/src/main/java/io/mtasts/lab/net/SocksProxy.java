package io.mtasts.lab.net;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy (RFC 1928) that connects to addresses, and to names not at all; with user and password (RFC 1929) if it is told to. */
public final class SocksProxy implements AutoCloseable {
    private static final int VERSION = 5;
    private static final int WITHOUT_LOGIN = 0;
    private static final int WITH_LOGIN = 2;
    private static final int NO_METHOD = 0xFF;
    private static final int IPV4 = 1;
    private static final int IPV6 = 4;
    private static final int GENERAL_FAILURE = 1;
    private static final int REFUSED = 5;
    private static final int NO_SUCH_ADDRESS_TYPE = 8;

    private final Listener listener;
    private final Optional<String> login;
    private final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();
    private volatile OptionalInt reply = OptionalInt.empty();

    private SocksProxy(InetAddress address, Optional<String> login) {
        this.login = login;
        this.listener = Listener.at(address, 0, this::converse);
    }

    /** Starts one that lets everybody through; the kernel chooses the port. */
    public static SocksProxy start(InetAddress address) {
        return new SocksProxy(address, Optional.empty());
    }

    /** Starts one that lets through who has this login, {@code user:password}. */
    public static SocksProxy start(InetAddress address, String login) {
        return new SocksProxy(address, Optional.of(login));
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** What it was told to connect to, in order. */
    public List<InetSocketAddress> targets() {
        return List.copyOf(targets);
    }

    /** Gives this reply (RFC 1928 section 6) from now on, and connects to nothing. */
    public SocksProxy answer(int code) {
        reply = OptionalInt.of(code);
        return this;
    }

    private void converse(Socket peer) throws IOException {
        var in = new DataInputStream(peer.getInputStream());
        expect(in, VERSION);
        boolean fits = offers(in.readNBytes(in.readUnsignedByte()), login.isPresent() ? WITH_LOGIN : WITHOUT_LOGIN);
        if (!fits) {
            peer.getOutputStream().write(new byte[] {VERSION, (byte) NO_METHOD});
            return;
        }
        peer.getOutputStream().write(new byte[] {VERSION, (byte) (login.isPresent() ? WITH_LOGIN : WITHOUT_LOGIN)});
        if (login.isPresent() && !loggedIn(in, peer, login.get())) {
            return;
        }
        connect(in, peer);
    }

    private static boolean loggedIn(DataInputStream in, Socket peer, String login) throws IOException {
        expect(in, 1);
        var user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        var password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
        boolean right = login.equals(user + ":" + password);
        peer.getOutputStream().write(new byte[] {1, (byte) (right ? 0 : 1)});
        return right;
    }

    private void connect(DataInputStream in, Socket peer) throws IOException {
        expect(in, VERSION);
        expect(in, 1);
        in.readUnsignedByte();
        int type = in.readUnsignedByte();
        if (type != IPV4 && type != IPV6) {
            say(peer, NO_SUCH_ADDRESS_TYPE);
            return;
        }
        var address = InetAddress.getByAddress(in.readNBytes(type == IPV4 ? 4 : 16));
        var target = new InetSocketAddress(address, in.readUnsignedShort());
        targets.add(target);
        if (reply.isPresent()) {
            say(peer, reply.getAsInt());
            return;
        }
        try (var there = new Socket()) {
            there.connect(target);
            say(peer, 0);
            Relay.between(peer, there);
        } catch (ConnectException e) {
            say(peer, REFUSED);
        } catch (SocketException e) {
            say(peer, GENERAL_FAILURE);
        }
    }

    private static void say(Socket peer, int code) throws IOException {
        peer.getOutputStream().write(new byte[] {VERSION, (byte) code, 0, IPV4, 0, 0, 0, 0, 0, 0});
    }

    private static boolean offers(byte[] methods, int method) {
        for (byte one : methods) {
            if (one == method) {
                return true;
            }
        }
        return false;
    }

    private static void expect(DataInputStream in, int octet) throws IOException {
        if (in.readUnsignedByte() != octet) {
            throw new EOFException("the client does not speak SOCKS 5");
        }
    }

    @Override
    public void close() {
        listener.close();
    }
}
