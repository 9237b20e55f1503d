package io.mtasts.lab.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** An HTTP proxy that knows CONNECT alone (RFC 9110 section 9.3.6), to addresses, with a login (RFC 7617) if it is told to. */
public final class HttpProxy implements AutoCloseable {
    private static final Pattern CONNECT = Pattern.compile("CONNECT \\[?([0-9a-f.:]+?)]?:([0-9]+) HTTP/1\\.1");

    private final Listener listener;
    private final Optional<String> login;
    private final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();
    private volatile Optional<String> answer = Optional.empty();

    private HttpProxy(InetAddress address, Optional<String> login) {
        this.login = login;
        this.listener = Listener.at(address, 0, this::converse);
    }

    /** Starts one that lets everybody through; the kernel chooses the port. */
    public static HttpProxy start(InetAddress address) {
        return new HttpProxy(address, Optional.empty());
    }

    /** Starts one that lets through who has this login, {@code user:password}. */
    public static HttpProxy start(InetAddress address, String login) {
        return new HttpProxy(address, Optional.of(login));
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** What it was told to connect to, in order. */
    public List<InetSocketAddress> targets() {
        return List.copyOf(targets);
    }

    /** Says this from now on, as it stands, and connects to nothing. */
    public HttpProxy answer(String text) {
        answer = Optional.of(text);
        return this;
    }

    private void converse(Socket peer) throws IOException {
        var lines = head(peer).lines().toList();
        var request = CONNECT.matcher(lines.getFirst());
        if (!request.matches()) {
            say(peer, "405 Method Not Allowed");
            return;
        }
        if (login.isPresent() && !lines.contains("Proxy-Authorization: Basic " + encoded(login.get()))) {
            say(peer, "407 Proxy Authentication Required");
            return;
        }
        var target = new InetSocketAddress(InetAddress.ofLiteral(request.group(1)), Integer.parseInt(request.group(2)));
        targets.add(target);
        if (answer.isPresent()) {
            peer.getOutputStream().write(answer.get().getBytes(StandardCharsets.US_ASCII));
            return;
        }
        try (var there = new Socket()) {
            there.connect(target);
            say(peer, "200 Connection established");
            Relay.between(peer, there);
        } catch (SocketException e) {
            say(peer, "502 Bad Gateway");
        }
    }

    private static String encoded(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** To the empty line and not an octet further. */
    private static String head(Socket peer) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int octet = peer.getInputStream().read();
            if (octet < 0) {
                throw new SocketException("the client has gone");
            }
            head.write(octet);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static void say(Socket peer, String status) throws IOException {
        peer.getOutputStream().write("HTTP/1.1 %s\r\n\r\n".formatted(status).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        listener.close();
    }
}
