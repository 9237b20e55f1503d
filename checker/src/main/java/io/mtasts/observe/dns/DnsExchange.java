package io.mtasts.observe.dns;

import io.mtasts.fair.Shares;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.FailureDetail;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.tls.CertificateJudge;
import io.mtasts.policy.DurationText;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * One question to one name server: over UDP, asked twice if need be, and over TCP when the answer does not fit (RFC 1035 section
 * 4.2, RFC 7766). Each question has a socket of its own, and with it a port that nobody can guess.
 */
public final class DnsExchange implements AutoCloseable {
    /** What fits into a datagram without being cut up on the way (RFC 9715). */
    private static final int PAYLOAD = 1232;

    /** More than anybody may send to whom the payload above was named; the rest of a longer one is lost. */
    private static final int LARGEST_DATAGRAM = 4096;

    private static final int SENDINGS = 2;

    private final Duration timeout;
    private final Deadlines deadlines;
    private final Shares underWay;
    private final DnsOverTls overTls;

    /**
     * @param timeout of a question
     * @param questions so many are asked at the same time
     */
    public DnsExchange(Duration timeout, int questions, CertificateJudge judge, Deadlines deadlines) {
        this.timeout = timeout;
        this.deadlines = deadlines;
        this.underWay = new Shares(questions);
        this.overTls = new DnsOverTls(judge, deadlines, timeout);
    }

    /** What came of it. */
    sealed interface Outcome {
        /** An answer of NOERROR or NXDOMAIN, the zone's own. */
        record Reply(Message message) implements Outcome {}

        /** SERVFAIL: the server could not find out. */
        record ServerFailed(String why, Obstacle obstacle) implements Outcome {}

        /** Anything else; {@code why} names the server. */
        record Failed(String why, Obstacle obstacle) implements Outcome {
            Failed(String why) {
                this(why, Obstacle.UNSAID);
            }
        }
    }

    /**
     * Asks; blocks for at most twice the time-out of a question, and as long again while others have their turn.
     *
     * @param party on whose behalf: many questions to servers that do not answer keep nobody else's waiting
     * @param recursive whether the server is to find the answer elsewhere
     */
    Outcome ask(String party, InetSocketAddress server, Name name, int type, boolean recursive) {
        return inTurn(party, server, () -> exchange(server, question(name, type, recursive)));
    }

    /** As {@link #ask}, over TLS. */
    Outcome ask(String party, DnsOverTls.Server server, Name name, int type) {
        return inTurn(party, server.address(), () -> {
            var query = question(name, type, true);
            return answer(overTls.exchange(server, query.toWire()), query);
        });
    }

    @FunctionalInterface
    private interface Exchange {
        Message reply() throws IOException;
    }

    private Outcome inTurn(String party, InetSocketAddress server, Exchange exchange) {
        try {
            var turn = underWay.take(party, timeout.multipliedBy(2));
            if (turn.isPresent()) {
                try (var _ = turn.get()) {
                    return asked(server, exchange);
                }
            }
            return new Outcome.Failed("too many queries were already waiting for " + text(server));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("stopped before " + text(server) + " was asked");
        }
    }

    private Outcome asked(InetSocketAddress server, Exchange exchange) {
        try {
            return outcome(server, exchange.reply());
        } catch (DnsOverTls.NotSecure e) {
            return new Outcome.Failed("there is no secure connection to " + text(server) + ": " + e.getMessage());
        } catch (SocketTimeoutException e) {
            return new Outcome.Failed(text(server) + " did not answer within " + DurationText.of(timeout));
        } catch (PortUnreachableException e) {
            return new Outcome.Failed("nothing answers DNS at " + text(server));
        } catch (IOException e) {
            return new Outcome.Failed("the query to " + text(server) + " failed: " + FailureDetail.of(e));
        }
    }

    private static Outcome outcome(InetSocketAddress server, Message reply) {
        int rcode = reply.getRcode();
        var errors = ExtendedError.in(reply);
        boolean genuine = errors.stream().noneMatch(ExtendedError::replacesAnswer);
        if (genuine && (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN)) {
            return new Outcome.Reply(reply);
        }
        var why = text(server) + " answered " + Rcode.string(rcode) + ExtendedError.words(errors);
        var obstacle = ExtendedError.obstacle(errors);
        return rcode == Rcode.SERVFAIL ? new Outcome.ServerFailed(why, obstacle) : new Outcome.Failed(why, obstacle);
    }

    private static Message question(Name name, int type, boolean recursive) {
        var query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (recursive) {
            query.getHeader().setFlag(Flags.AD); // say whether you have validated this (RFC 6840 section 5.7)
        } else {
            query.getHeader().unsetFlag(Flags.RD);
        }
        query.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
        return query;
    }

    private Message exchange(InetSocketAddress server, Message query) throws IOException {
        var reply = overUdp(server, query);
        return reply.getHeader().getFlag(Flags.TC) ? overTcp(server, query) : reply;
    }

    private Message overUdp(InetSocketAddress server, Message query) throws IOException {
        var wire = query.toWire();
        var packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        try (var socket = new DatagramSocket()) {
            socket.connect(server);
            for (int sending = 1; ; sending++) {
                socket.send(new DatagramPacket(wire, wire.length));
                try {
                    return receive(socket, packet, query, System.nanoTime() + timeout.toNanos() / SENDINGS);
                } catch (SocketTimeoutException e) {
                    if (sending == SENDINGS) {
                        throw e;
                    }
                }
            }
        }
    }

    /** The first datagram that answers the question; others, forged or damaged, are passed over. */
    private static Message receive(DatagramSocket socket, DatagramPacket packet, Message query, long until)
            throws IOException {
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(Math.toIntExact(left));
            packet.setLength(LARGEST_DATAGRAM);
            socket.receive(packet);
            try {
                var reply = parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                if (answers(reply, query)) {
                    return reply;
                }
            } catch (IOException notDns) {
                if (packet.getLength() == LARGEST_DATAGRAM) {
                    return cutShort(query);
                }
                // Not the answer: it may still come.
            }
        }
    }

    /** As a server would say it that minds the payload: to be asked for again over TCP. */
    private static Message cutShort(Message query) {
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.TC);
        return reply;
    }

    private Message overTcp(InetSocketAddress server, Message query) throws IOException {
        var wire = query.toWire();
        try (var socket = new Socket();
                var deadline = deadlines.after(timeout, socket)) {
            try {
                socket.connect(server);
                return answer(DnsStream.exchange(socket, wire), query);
            } catch (IOException e) {
                throw deadline.passed() ? new SocketTimeoutException() : e;
            }
        }
    }

    private static Message answer(byte[] wire, Message query) throws IOException {
        var reply = parse(ByteBuffer.wrap(wire));
        if (!answers(reply, query)) {
            throw new IOException("the answer belongs to another query");
        }
        return reply;
    }

    /** A message; whatever keeps it from being one is an IOException. */
    public static Message parse(ByteBuffer wire) throws IOException {
        try {
            return new Message(wire);
        } catch (RuntimeException e) { // record types that check their data late
            throw new IOException("a damaged answer", e);
        }
    }

    /** Of an UPDATE, which is no answer to a query, dnsjava makes records without data: they are of no class that has any. */
    public static boolean answers(Message reply, Message query) {
        return reply.getHeader().getID() == query.getHeader().getID()
                && reply.getHeader().getOpcode() == Opcode.QUERY
                && reply.getHeader().getFlag(Flags.QR)
                && query.getQuestion().equals(reply.getQuestion());
    }

    @Override
    public void close() {
        overTls.close();
    }

    private static String text(InetSocketAddress server) {
        return new HostPort(AddressText.of(server.getAddress()), server.getPort()).toString();
    }
}
