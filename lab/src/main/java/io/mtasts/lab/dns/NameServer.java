package io.mtasts.lab.dns;

import io.mtasts.lab.net.Listener;
import io.mtasts.lab.tls.ServerHandshake;
import io.mtasts.lab.tls.Tls;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * One name server, over UDP and TCP at one address. It answers from zones or by recursion, which is settled where
 * it is made, and can be told to fail at everything or at one question.
 */
public final class NameServer implements AutoCloseable {
    private static final int LARGEST_QUERY = 4096;
    private static final byte[] NOT_DNS = "this is not DNS".getBytes(StandardCharsets.US_ASCII);

    private record Question(Name name, int type) {}

    private record Failure(Trouble how, List<Why> why) {}

    private final String name;
    private final Answers answers;
    private final QueryLog log;
    private final Listener tcp;
    private final DatagramSocket udp;
    private volatile Optional<Failure> trouble = Optional.empty();
    private volatile Optional<Updates> updates = Optional.empty();
    private final Map<Question, Failure> troubles = new ConcurrentHashMap<>();

    private NameServer(String name, InetAddress address, int port, Answers answers, QueryLog log) throws IOException {
        this.name = name;
        this.answers = answers;
        this.log = log;
        this.tcp = Listener.at(address, port, this::converse);
        try {
            this.udp = new DatagramSocket(new InetSocketAddress(address, tcp.port()));
        } catch (IOException taken) {
            tcp.close();
            throw taken;
        }
        Thread.ofVirtual().name("lab " + name).start(this::answerDatagrams);
    }

    /** Starts one; port 0 lets the kernel choose a port that is free for both transports. */
    static NameServer start(String name, InetAddress address, int port, Answers answers, QueryLog log) {
        int attempts = port == 0 ? 20 : 1;
        for (int attempt = 1; ; attempt++) {
            try {
                return new NameServer(name, address, port, answers, log);
            } catch (IOException taken) {
                if (attempt == attempts) {
                    throw new UncheckedIOException(name + " cannot listen at " + address.getHostAddress(), taken);
                }
            }
        }
    }

    /** The host name it was given; also its name in the {@link QueryLog}. */
    public String name() {
        return name;
    }

    public InetSocketAddress address() {
        return tcp.address();
    }

    /** Fails at every question from now on. */
    public NameServer fail(Trouble how) {
        trouble = Optional.of(new Failure(how, List.of()));
        return this;
    }

    /** Fails at this question from now on, and says why. */
    public NameServer fail(String name, String type, Trouble how, Why... why) {
        troubles.put(new Question(Zone.name(name), Type.value(type)), new Failure(how, List.of(why)));
        return this;
    }

    /** Fails at nothing any more. */
    public NameServer recover() {
        trouble = Optional.empty();
        troubles.clear();
        return this;
    }

    /**
     * Takes dynamic updates for its zones from now on.
     *
     * @param keyName of the key that they have to be signed with, without a final dot
     * @param algorithm of the key, as {@code hmac-sha256}
     * @param secret of the key, in base64
     */
    public Updates takeUpdates(String keyName, String algorithm, String secret) {
        var taken = new Updates(answers.zones(), new TSIG(algorithm, keyName, secret));
        updates = Optional.of(taken);
        return taken;
    }

    boolean isDown() {
        return trouble.filter(failure -> failure.how() != Trouble.TRUNCATED).isPresent();
    }

    private void answerDatagrams() {
        var packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
        while (!udp.isClosed()) {
            try {
                packet.setLength(LARGEST_QUERY);
                udp.receive(packet);
                var reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()), QueryLog.Transport.UDP);
                if (reply.isPresent()) {
                    udp.send(new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
                }
            } catch (IOException malformedOrClosed) {
                // A datagram that is not a query gets no answer; a closed socket ends the loop.
            }
        }
    }

    /** The same over TLS (RFC 7858) at its address, at a port that the kernel chooses; for the caller to close. */
    public Listener overTls(Tls tls) {
        return Listener.at(address().getAddress(), 0, peer -> {
            try (var secured = ServerHandshake.accept(peer, _ -> tls).socket()) {
                converse(secured);
            }
        });
    }

    private void converse(Socket peer) throws IOException {
        var in = new DataInputStream(peer.getInputStream());
        var out = new DataOutputStream(peer.getOutputStream());
        while (true) {
            var reply = reply(in.readNBytes(in.readUnsignedShort()), QueryLog.Transport.TCP);
            if (reply.isPresent()) {
                var framed = new byte[2 + reply.get().length];
                framed[0] = (byte) (reply.get().length >> 8);
                framed[1] = (byte) reply.get().length;
                System.arraycopy(reply.get(), 0, framed, 2, reply.get().length);
                out.write(framed);
            }
        }
    }

    private Optional<byte[]> reply(byte[] wire, QueryLog.Transport transport) throws IOException {
        var query = new Message(wire);
        var keeper = updates.filter(taken -> taken.concern(query));
        return keeper.isPresent()
                ? keeper.get().reply(query, wire, asked -> reply(asked, transport))
                : reply(query, transport);
    }

    private Optional<byte[]> reply(Message query, QueryLog.Transport transport) {
        var question = query.getQuestion();
        if (question == null || query.getHeader().getFlag(Flags.QR)) {
            return Optional.empty();
        }
        log.add(name, question.getName().toString(), Type.string(question.getType()), transport);
        var asked = new Question(Zone.name(question.getName().toString()), question.getType());
        var failure = trouble.or(() -> Optional.ofNullable(troubles.get(asked)));
        if (failure.isEmpty()) {
            return Optional.of(answer(query, asked, transport));
        }
        var why = failure.get().why();
        return switch (failure.get().how()) {
            case SILENT -> Optional.empty();
            case SERVFAIL -> Optional.of(failed(Rcode.SERVFAIL, why, query, transport));
            case REFUSED -> Optional.of(failed(Rcode.REFUSED, why, query, transport));
            case NXDOMAIN -> Optional.of(failed(Rcode.NXDOMAIN, why, query, transport));
            case NODATA -> Optional.of(failed(Rcode.NOERROR, why, query, transport));
            case TRUNCATED -> {
                if (transport == QueryLog.Transport.UDP) {
                    yield Optional.of(Reply.failure(Rcode.NOERROR).truncated(query, answers.recursive()));
                }
                yield Optional.of(
                        why.isEmpty()
                                ? answer(query, asked, transport)
                                : failed(Rcode.SERVFAIL, why, query, transport));
            }
            case GARBAGE -> Optional.of(NOT_DNS);
        };
    }

    private byte[] failed(int rcode, List<Why> why, Message query, QueryLog.Transport transport) {
        var reply = Reply.failure(rcode).because(why);
        return switch (transport) {
            case UDP -> reply.datagram(query, answers.recursive());
            case TCP -> reply.stream(query, answers.recursive());
        };
    }

    private byte[] answer(Message query, Question asked, QueryLog.Transport transport) {
        var reply = answers.to(asked.name(), asked.type());
        return switch (transport) {
            case UDP -> reply.datagram(query, answers.recursive());
            case TCP -> reply.stream(query, answers.recursive());
        };
    }

    @Override
    public void close() {
        udp.close();
        tcp.close();
    }
}
