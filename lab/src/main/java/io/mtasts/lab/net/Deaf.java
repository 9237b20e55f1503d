package io.mtasts.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port that answers no attempt to connect, as behind a firewall that drops packets: a listener that accepts nobody and whose
 * queue is full, so that the kernel drops what else comes.
 */
public final class Deaf implements AutoCloseable {
    private static final int SMALLEST_QUEUE = 1;
    private static final int MOST_CALLERS = 16;
    private static final int PATIENCE_MILLIS = 250;

    private final ServerSocket server;
    private final List<Socket> callers = new ArrayList<>();

    private Deaf(ServerSocket server) {
        this.server = server;
    }

    /** Takes the port and fills its queue, which takes a quarter of a second. */
    public static Deaf at(InetAddress address, int port) {
        try {
            var server = new ServerSocket();
            server.bind(new InetSocketAddress(address, port), SMALLEST_QUEUE);
            var deaf = new Deaf(server);
            deaf.fill();
            return deaf;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be deaf at " + address.getHostAddress() + ":" + port, e);
        }
    }

    private void fill() throws IOException {
        while (callers.size() < MOST_CALLERS) {
            var caller = new Socket();
            callers.add(caller);
            try {
                caller.connect(server.getLocalSocketAddress(), PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("its queue does not become full");
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var caller : callers) {
                caller.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
