package io.mtasts.observe.tls;

import io.mtasts.observe.net.Deadlines;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Offers a server what Java's TLS does not, or what another library does and no more, and reads what it chooses, and in TLS 1.2 which
 * certificates it sends, all of which is in the clear. Nothing is agreed on and nothing is kept secret: it ends where the client would have to do its part (RFC 5246 section 7.3).
 */
final class PlainHello {
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int ALERT_LEVEL = 5; // behind the head of the record
    private static final int FATAL = 2;
    private static final int CLIENT_HELLO = 1;
    private static final int TLS_1_0 = 0x0301;
    private static final int TLS_1_2 = 0x0303;

    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int POINT_FORMATS = 11;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int EXTENDED_MASTER_SECRET = 23;
    private static final int RENEGOTIATION_INFO = 0xff01;

    private static final int SUPPORTED_VERSIONS = 43;
    private static final int KEY_SHARE = 51;

    /** ECDHE and DHE with what all still use, and static RSA: AES with GCM, CBC with SHA-1 and SHA-2. */
    private static final List<Integer> SUITES = List.of(
            0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca9, 0xcca8, 0xc023, 0xc024, 0xc027, 0xc028, 0xc009, 0xc00a, 0xc013,
            0xc014, 0x9e, 0x9f, 0x67, 0x6b, 0x33, 0x39, 0x9c, 0x9d, 0x3c, 0x3d, 0x2f, 0x35);

    private static final List<Integer> STATIC_RSA = List.of(0x9c, 0x9d, 0x3c, 0x3d, 0x2f, 0x35);
    private static final List<Integer> GROUPS = List.of(29, 23, 24, 25, 30, 256, 257, 258);
    private static final List<Integer> SIGNATURES = List.of(
            0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601, 0x0807,
            0x0201, 0x0203);
    private static final List<Integer> SHA1 = List.of(0x0201, 0x0203);

    /** What Java's TLS leaves out, beside what it does not. */
    static final Offer MORE_THAN_JAVA = new Offer(SUITES, GROUPS, SIGNATURES, false, List.of());

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_OCTETS = 32;

    /** More than any server needs for what it says in the clear, however small it cuts that. */
    private static final int MOST_RECORDS = 1 << 10;

    private final Deadlines deadlines;
    private final Duration timeout;

    PlainHello(Deadlines deadlines, Duration timeout) {
        this.deadlines = deadlines;
        this.timeout = timeout;
    }

    /**
     * All by IANA's numbers, of TLS 1.2 and perhaps of 1.3.
     *
     * @param shares the groups of which a key goes along; without one a server of TLS 1.3 names the group (RFC 8446 section 4.2.8)
     */
    record Offer(
            List<Integer> suites, List<Integer> groups, List<Integer> signatures, boolean tls13, List<Integer> shares) {
        Offer {
            suites = List.copyOf(suites);
            groups = List.copyOf(groups);
            signatures = List.copyOf(signatures);
            shares = List.copyOf(shares);
        }

        /** What a library offers by itself. */
        static Offer of(SendingStack stack) {
            return new Offer(
                    stack.suites().stream().sorted().toList(),
                    stack.groups().stream().sorted().toList(),
                    SIGNATURES,
                    true,
                    List.of());
        }

        /** What a certificate of this kind is needed for, and nothing else. */
        static Offer of(KeyKind kind, List<Integer> shares) {
            var groups =
                    Stream.concat(shares.stream(), GROUPS.stream()).distinct().toList();
            return new Offer(kind.suiteNumbers(), groups, kind.schemeNumbers(), true, shares);
        }
    }

    /** What came of it. */
    sealed interface Answer {
        /** The server would go on like this. */
        record GoesOn(ServerFlight flight) implements Answer {}

        /** It ended the connection; {@code byAlert} is whether it said so, in TLS. */
        record Refuses(boolean byAlert) implements Answer {}

        /** It did not come to an end in time, or it is not TLS. */
        record Unclear() implements Answer {}
    }

    Answer ask(Socket connection, String host, Offer offer) {
        try (var _ = deadlines.after(timeout, connection)) {
            try {
                connection.getOutputStream().write(record(HANDSHAKE, TLS_1_0, clientHello(host, offer)));
                var flight = read(new ClearRecords(connection.getInputStream()));
                if (flight instanceof Answer.GoesOn) {
                    connection.getOutputStream().write(record(ALERT, TLS_1_2, new byte[] {1, 0})); // close_notify
                }
                return flight;
            } catch (IOException gone) {
                // By whoever it was closed here, this deadline or another or an interrupt: that says nothing of the
                // server.
                return connection.isClosed() ? new Answer.Unclear() : new Answer.Refuses(false);
            }
        }
    }

    /** Does it agree on the key by RSA alone, without forward secrecy? */
    static boolean isStaticRsa(ServerFlight flight) {
        return flight.hello()
                .filter(hello -> STATIC_RSA.contains(hello.suite()))
                .isPresent();
    }

    /** Does it sign its part of the key exchange with SHA-1, though it was offered better? */
    static boolean isSignedWithSha1(ServerFlight flight) {
        return flight.keyExchange()
                .filter(exchange -> SHA1.contains(exchange.signature()))
                .isPresent();
    }

    private static Answer read(ClearRecords arriving) throws IOException {
        var some = new byte[1 << 14];
        for (int records = 0; records < MOST_RECORDS; records++) {
            int count = arriving.read(some);
            if (count <= 0) {
                return new Answer.Refuses(false);
            }
            if (isFatal(some, count)) {
                return new Answer.Refuses(true);
            }
            var flight = ServerFlight.read(arriving.handshake());
            if (flight.complete()) {
                return isNewEnough(flight) ? new Answer.GoesOn(flight) : new Answer.Refuses(true);
            }
            if (!arriving.isClear()) {
                return new Answer.Unclear();
            }
        }
        return new Answer.Unclear();
    }

    private static boolean isFatal(byte[] record, int count) {
        return count > ALERT_LEVEL && record[0] == ALERT && record[ALERT_LEVEL] == FATAL;
    }

    /** A server that knows nothing newer chooses an older TLS than it was offered, and that is where senders stop. */
    private static boolean isNewEnough(ServerFlight flight) {
        return flight.hello().filter(hello -> hello.version() >= TLS_1_2).isPresent();
    }

    private static byte[] clientHello(String host, Offer offer) throws IOException {
        var random = new byte[RANDOM_OCTETS];
        RANDOM.nextBytes(random);
        var body = new Octets();
        body.out.writeShort(TLS_1_2);
        body.out.write(random);
        body.out.writeByte(0); // no session
        body.list(offer.suites());
        body.out.write(new byte[] {1, 0}); // no compression
        body.sized(extensions(host, offer));
        var hello = new Octets();
        hello.out.writeInt((CLIENT_HELLO << 24) | body.octets().length);
        hello.out.write(body.octets());
        return hello.octets();
    }

    private static byte[] extensions(String host, Offer offer) throws IOException {
        var name = new Octets();
        name.out.writeByte(0); // a host's
        name.sized(host.getBytes(StandardCharsets.US_ASCII));
        var names = new Octets();
        names.sized(name.octets());
        var groups = new Octets();
        groups.list(offer.groups());
        var signatures = new Octets();
        signatures.list(offer.signatures());
        var all = new Octets();
        all.extension(SERVER_NAME, names.octets());
        all.extension(SUPPORTED_GROUPS, groups.octets());
        all.extension(POINT_FORMATS, new byte[] {1, 0});
        all.extension(SIGNATURE_ALGORITHMS, signatures.octets());
        all.extension(EXTENDED_MASTER_SECRET, new byte[0]);
        all.extension(RENEGOTIATION_INFO, new byte[] {0});
        if (offer.tls13()) {
            all.extension(SUPPORTED_VERSIONS, new byte[] {4, 3, 4, 3, 3});
            var shares = new Octets();
            for (int group : offer.shares()) {
                shares.out.writeShort(group);
                shares.sized(KeyShares.of(group));
            }
            var list = new Octets();
            list.sized(shares.octets());
            all.extension(KEY_SHARE, list.octets());
        }
        return all.octets();
    }

    private static byte[] record(int type, int version, byte[] content) throws IOException {
        var record = new Octets();
        record.out.writeByte(type);
        record.out.writeShort(version);
        record.sized(content);
        return record.octets();
    }

    /** Octets one behind the other, as TLS writes them. */
    private static final class Octets {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(all);

        void sized(byte[] content) throws IOException {
            out.writeShort(content.length);
            out.write(content);
        }

        void list(List<Integer> numbers) throws IOException {
            out.writeShort(Short.BYTES * numbers.size());
            for (int number : numbers) {
                out.writeShort(number);
            }
        }

        void extension(int type, byte[] value) throws IOException {
            out.writeShort(type);
            sized(value);
        }

        byte[] octets() {
            return all.toByteArray();
        }
    }
}
