package io.mtasts.lab.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accepts TCP connections at one address and gives each its own virtual thread. Closing it closes every open
 * connection, so that no conversation, however slow, outlives its lab.
 */
public final class Listener implements AutoCloseable {
    /** One conversation with a peer; the listener closes the socket afterwards. A peer that goes away is no error. */
    @FunctionalInterface
    public interface Conversation {
        void with(Socket peer) throws IOException;
    }

    private static final int BACKLOG = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket server;
    private final Conversation conversation;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private final Thread acceptor;

    private Listener(ServerSocket server, Conversation conversation) {
        this.server = server;
        this.conversation = conversation;
        this.acceptor =
                Thread.ofVirtual().name("lab " + server.getLocalSocketAddress()).unstarted(this::acceptAll);
    }

    /** Starts to listen; port 0 lets the kernel choose. Fails with {@link UncheckedIOException} if the port is taken. */
    public static Listener at(InetAddress address, int port, Conversation conversation) {
        try {
            var server = new ServerSocket();
            try {
                server.bind(new InetSocketAddress(address, port), BACKLOG);
            } catch (IOException taken) {
                server.close();
                throw taken;
            }
            var listener = new Listener(server, conversation);
            listener.acceptor.start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + address.getHostAddress() + ":" + port, e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections have been accepted since the start. */
    public long connections() {
        return accepted.get();
    }

    /** The largest number of connections that were open at the same time. */
    public int mostAtOnce() {
        return most.get();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                var peer = server.accept();
                accepted.incrementAndGet();
                most.accumulateAndGet(current.incrementAndGet(), Math::max);
                open.add(peer);
                Thread.ofVirtual().start(() -> serve(peer));
            } catch (IOException closed) {
                // Either closed, which ends the loop, or one connection that vanished before it was accepted.
            }
        }
        open.forEach(Listener::hangUp);
    }

    private void serve(Socket peer) {
        try (peer) {
            conversation.with(peer);
        } catch (IOException gone) {
            // A checker that has seen enough hangs up: nothing to tell anybody.
        } finally {
            open.remove(peer);
            current.decrementAndGet();
        }
    }

    private static void hangUp(Socket peer) {
        try {
            peer.close();
        } catch (IOException alreadyGone) {
            // What was to be closed is closed.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitAcceptor();
        open.forEach(Listener::hangUp);
    }

    /** The port is taken until the thread that waits at it has noticed that it is closed. */
    private void awaitAcceptor() {
        try {
            acceptor.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
