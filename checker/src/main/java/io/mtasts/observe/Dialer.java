package io.mtasts.observe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Opens TCP connections: to addresses that may be contacted, each in its turn, within the time that a connection may take. */
final class Dialer {
    private final AddressRules rules;
    private final Turns turns;
    private final Duration connectTimeout;

    Dialer(AddressRules rules, Turns turns, Duration connectTimeout) {
        this.rules = rules;
        this.turns = turns;
        this.connectTimeout = connectTimeout;
    }

    /** What came of dialling. */
    sealed interface Dialled {
        /** Connected. */
        record Connected(Line line) implements Dialled {}

        /** The address may not be contacted. */
        record Refused(String why) implements Dialled {}

        /** No connection. */
        record Failed(NoContact kind, String detail) implements Dialled {}
    }

    /** An open connection. Closing it lets the next one have its turn. */
    record Line(Socket socket, Turns.Turn turn) implements AutoCloseable {
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

    /** Dials; waits for its turn for at most {@code patience}. */
    Dialled dial(Route.Hop hop, Duration patience) {
        if (!hop.chosenByUser()) {
            var refusal = rules.refusal(hop.address());
            if (refusal.isPresent()) {
                return new Dialled.Refused(refusal.get());
            }
        }
        try {
            var turn = turns.take(hop.to().getAddress(), patience);
            return turn.isPresent()
                    ? connect(hop, turn.get())
                    : new Dialled.Failed(
                            NoContact.NOT_TRIED,
                            "too many connections to this address were waiting, for more than " + Span.of(patience));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Dialled.Failed(NoContact.NOT_TRIED, "stopped before it was tried");
        }
    }

    private Dialled connect(Route.Hop hop, Turns.Turn turn) {
        var line = new Line(new Socket(), turn);
        boolean connected = false;
        try {
            line.socket().setTcpNoDelay(true);
            line.socket().connect(hop.to(), Math.toIntExact(connectTimeout.toMillis()));
            connected = true;
            return new Dialled.Connected(line);
        } catch (SocketTimeoutException e) {
            return new Dialled.Failed(
                    NoContact.CONNECT_TIMED_OUT,
                    "no answer to the attempt to connect within " + Span.of(connectTimeout));
        } catch (IOException e) {
            return failed(e);
        } finally {
            if (!connected) {
                line.close();
            }
        }
    }

    private static Dialled.Failed failed(IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new Dialled.Failed(NoContact.NOT_TRIED, "stopped while connecting");
        }
        var detail = Detail.of(e);
        if (e instanceof NoRouteToHostException || detail.contains("unreachable")) {
            return new Dialled.Failed(NoContact.NO_ROUTE, detail);
        }
        if (detail.contains("timed out")) {
            return new Dialled.Failed(NoContact.CONNECT_TIMED_OUT, detail);
        }
        return new Dialled.Failed(e instanceof ConnectException ? NoContact.REFUSED : NoContact.NO_ROUTE, detail);
    }
}
