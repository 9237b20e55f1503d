package io.mtasts.observe.net;

import io.mtasts.policy.DurationText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** Opens TCP connections: to addresses that may be contacted, each in its turn, within the time that a connection may take. */
public final class Dialer {
    private final AddressRules rules;
    private final ConnectionLimiter turns;
    private final Duration connectTimeout;
    private final Optional<ProxyServer> proxy;
    private final Deadlines deadlines;

    /** @param proxy through which every connection is made; the rules hold for where it points to */
    public Dialer(
            AddressRules rules,
            ConnectionLimiter turns,
            Duration connectTimeout,
            Optional<ProxyServer> proxy,
            Deadlines deadlines) {
        this.rules = rules;
        this.turns = turns;
        this.connectTimeout = connectTimeout;
        this.proxy = proxy;
        this.deadlines = deadlines;
    }

    /** What came of dialling. */
    public sealed interface Dialled {
        /** Connected. */
        record Connected(Line line) implements Dialled {}

        /** The address may not be contacted. */
        record Refused(String why) implements Dialled {}

        /** No connection. */
        record Failed(NoContact kind, String detail) implements Dialled {}
    }

    /** An open connection. Closing it lets the next one have its turn. */
    public record Line(Socket socket, Turn turn) implements AutoCloseable {
        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is as closed as it can be.
            } finally {
                turn.close();
            }
        }
    }

    /**
     * Dials; waits for its turn for at most {@code patience}.
     *
     * @param party on whose behalf, to share the turns fairly
     */
    public Dialled dial(String party, ConnectOverride.Hop hop, Duration patience) {
        if (hop.to().isUnresolved()) {
            return notTried("--connect-to points to %s, which has no address"
                    .formatted(hop.to().getHostString()));
        }
        if (!hop.chosenByUser()) {
            var refusal = rules.refusal(hop.address());
            if (refusal.isPresent()) {
                return new Dialled.Refused(refusal.get());
            }
        }
        try {
            var turn = turns.take(party, hop.to().getAddress(), patience);
            return turn.isPresent()
                    ? connect(hop, turn.get())
                    : new Dialled.Failed(
                            NoContact.NOT_TRIED,
                            "too many connections to this address were already waiting, for more than "
                                    + DurationText.of(patience));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Dialled.Failed(NoContact.NOT_TRIED, "stopped before it was tried");
        }
    }

    private Dialled connect(ConnectOverride.Hop hop, Turn turn) {
        var line = new Line(new Socket(), turn);
        boolean connected = false;
        try {
            var dialled = proxy.isPresent() ? through(proxy.get(), line, hop.to()) : straight(line, hop.to());
            connected = dialled instanceof Dialled.Connected;
            return dialled;
        } finally {
            if (!connected) {
                line.close();
            }
        }
    }

    private Dialled straight(Line line, InetSocketAddress to) {
        try {
            line.socket().setTcpNoDelay(true);
            line.socket().connect(to, Math.toIntExact(connectTimeout.toMillis()));
            return new Dialled.Connected(line);
        } catch (SocketTimeoutException e) {
            return new Dialled.Failed(
                    NoContact.CONNECT_TIMED_OUT,
                    "no answer to the connection attempt within " + DurationText.of(connectTimeout));
        } catch (IOException e) {
            return failed(e);
        }
    }

    /** A proxy that does not exist, or does not do its part, says nothing of the host. */
    private Dialled through(ProxyServer via, Line line, InetSocketAddress to) {
        var place = via.place();
        if (straight(line, new InetSocketAddress(place.host(), place.port()))
                instanceof Dialled.Failed(var kind, var detail)) {
            return notTried("the proxy " + place + " cannot be reached: " + detail);
        }
        try (var deadline = deadlines.after(connectTimeout, line.socket())) {
            try {
                return Tunnel.through(via, line.socket())
                        .to(to)
                        .<Dialled>map(refusal -> new Dialled.Failed(refusal.kind(), refusal.detail()))
                        .orElseGet(() -> new Dialled.Connected(line));
            } catch (IOException e) {
                return notTried(
                        deadline.passed()
                                ? "the proxy " + place + " did not connect within " + DurationText.of(connectTimeout)
                                : "the proxy " + place + " broke off: " + FailureDetail.of(e));
            }
        }
    }

    private static Dialled notTried(String why) {
        return new Dialled.Failed(NoContact.NOT_TRIED, why);
    }

    private static Dialled.Failed failed(IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new Dialled.Failed(NoContact.NOT_TRIED, "stopped while connecting");
        }
        if (e instanceof UnknownHostException) {
            return new Dialled.Failed(NoContact.NO_ROUTE, "its name has no address here");
        }
        var detail = FailureDetail.of(e);
        if (e instanceof NoRouteToHostException || detail.contains("unreachable")) {
            return new Dialled.Failed(NoContact.NO_ROUTE, detail);
        }
        if (detail.contains("timed out")) {
            return new Dialled.Failed(NoContact.CONNECT_TIMED_OUT, detail);
        }
        return new Dialled.Failed(e instanceof ConnectException ? NoContact.REFUSED : NoContact.NO_ROUTE, detail);
    }
}
