package io.mtasts.lab.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.mtasts.lab.net.Listener;
import io.mtasts.lab.tls.ServerHandshake;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/**
 * An HTTPS server at several loopback addresses, all with the same port number. The client's SNI chooses certificate and
 * site; each connection takes one request, HTTP/1.1.
 */
public final class WebServer implements AutoCloseable {
    private static final int REMEMBERED = 10_000;

    private final Sites sites;
    private final Map<InetAddress, Listener> listeners = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final int port;

    private WebServer(Sites sites, InetAddress first, int port) {
        this.sites = sites;
        var listener = Listener.at(first, port, this::converse);
        this.port = listener.port();
        listeners.put(first, listener);
    }

    /** Starts at one address, at a port that the kernel chooses. */
    public static WebServer start(InetAddress first, Sites sites) {
        return start(first, 0, sites);
    }

    /** As {@link #start(InetAddress, Sites)}, at this port. */
    public static WebServer start(InetAddress first, int port, Sites sites) {
        return new WebServer(sites, first, port);
    }

    /** Listens at one more address; without effect where it does already. */
    public WebServer listenAt(InetAddress address) {
        listeners.computeIfAbsent(address, at -> Listener.at(at, port, this::converse));
        return this;
    }

    /** Stops listening at an address: connections there are refused from now on. */
    public WebServer refuseAt(InetAddress address) {
        var listener = listeners.remove(address);
        if (listener != null) {
            listener.close();
        }
        return this;
    }

    public int port() {
        return port;
    }

    /** The latest requests that were understood as HTTP, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many connections an address has accepted since it began to listen. */
    public long connectionsAt(InetAddress address) {
        var listener = listeners.get(address);
        return listener == null ? 0 : listener.connections();
    }

    private void converse(Socket peer) throws IOException {
        var at = peer.getLocalAddress();
        var secured = ServerHandshake.accept(peer, name -> sites.at(name, at).tls());
        try (var socket = secured.socket()) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            var request = Request.read(in, secured.serverName(), at);
            if (request.isPresent()) {
                remember(request.get());
                var answer = sites.at(secured.serverName(), at).answers().apply(request.get());
                var out = new BufferedOutputStream(socket.getOutputStream());
                send(answer, request.get(), socket, out);
                out.flush();
            }
        }
    }

    private void remember(Request request) {
        requests.add(request);
        if (requests.size() > REMEMBERED) {
            requests.poll();
        }
    }

    private static void send(Answer answer, Request request, Socket socket, OutputStream out) throws IOException {
        switch (answer) {
            case Answer.Response response -> send(response, request, out);
            case Answer.Endless(var line) -> {
                out.write(head(200, Map.of("Content-Type", "text/plain"), "").getBytes(ISO_8859_1));
                var bytes = line.getBytes(UTF_8);
                while (!socket.isClosed()) {
                    out.write(bytes);
                }
            }
            case Answer.Drip(var body, var pause) -> {
                out.write(head(200, Map.of("Content-Type", "text/plain"), "").getBytes(ISO_8859_1));
                for (var one : body.getBytes(UTF_8)) {
                    out.write(one);
                    out.flush();
                    LockSupport.parkNanos(pause.toNanos());
                }
            }
            case Answer.Silent() -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            case Answer.HangUp() -> {}
            case Answer.Compressed(var body) -> {
                var headers = Map.of("Content-Type", "text/plain", "Content-Encoding", "gzip");
                out.write(head(200, headers, "").getBytes(ISO_8859_1));
                try (var gzip = new GZIPOutputStream(out)) {
                    gzip.write(body.getBytes(UTF_8));
                }
            }
            case Answer.Raw(var text) -> out.write(text.getBytes(UTF_8));
        }
    }

    private static void send(Answer.Response response, Request request, OutputStream out) throws IOException {
        var body = response.bytes();
        out.write(head(response.status(), response.headers(), "Content-Length: " + body.length + "\r\n")
                .getBytes(ISO_8859_1));
        if (!request.method().equals("HEAD")) {
            out.write(body);
        }
    }

    private static String head(int status, Map<String, String> headers, String length) {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Lab\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(length).append("Connection: close\r\n\r\n").toString();
    }

    @Override
    public void close() {
        listeners.values().forEach(Listener::close);
    }
}
