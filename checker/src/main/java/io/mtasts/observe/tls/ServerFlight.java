package io.mtasts.observe.tls;

import io.mtasts.asn1.Der;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server says in the clear before it encrypts: its ServerHello, and in TLS 1.2 its certificates and its part of the key exchange
 * as well (RFC 5246 section 7.4, RFC 8446 section 4.1.3).
 *
 * @param complete whether all is there that comes in the clear
 * @param certificates as they came, encoded, the server's own first; none in TLS 1.3, which encrypts them
 */
record ServerFlight(
        Optional<Hello> hello, List<byte[]> certificates, Optional<KeyExchange> keyExchange, boolean complete) {
    static final ServerFlight NONE = new ServerFlight(Optional.empty(), List.of(), Optional.empty(), false);

    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int SERVER_HELLO_DONE = 14;

    private static final int SUPPORTED_VERSIONS = 43;
    private static final int KEY_SHARE = 51;
    private static final int RENEGOTIATION_INFO = 0xff01;

    private static final int RANDOM = 32;
    private static final int TLS_1_3 = 0x0304;

    ServerFlight {
        certificates = List.copyOf(certificates);
    }

    /**
     * What it has chosen, by the numbers that IANA keeps.
     *
     * @param group of TLS 1.3; 0 where there is none
     * @param secureRenegotiation whether it keeps to RFC 5746, which TLS 1.3 always does
     */
    record Hello(int version, int suite, int group, boolean secureRenegotiation) {
        /** Is the suite one of ECDHE, of those that are offered? */
        private boolean isOnCurve() {
            return suite >>> Byte.SIZE == 0xc0 || suite == 0xcca8 || suite == 0xcca9;
        }
    }

    /**
     * Its part of the key exchange of TLS 1.2, of a suite with an ephemeral key.
     *
     * @param group of elliptic curves; 0 where it is finite field Diffie-Hellman
     * @param signature scheme that it is signed by
     */
    record KeyExchange(int group, int signature) {}

    /** The group that was agreed on; 0 where none was. */
    int group() {
        return hello.filter(chosen -> chosen.group() != 0)
                .map(Hello::group)
                .orElseGet(() -> keyExchange.map(KeyExchange::group).orElse(0));
    }

    /** What is peculiar about a chain, and about the ServerHello that came before it. */
    Set<Peculiarity> with(Set<Peculiarity> ofChain) {
        var all = EnumSet.noneOf(Peculiarity.class);
        all.addAll(ofChain);
        if (hello.filter(chosen -> !chosen.secureRenegotiation()).isPresent()) {
            all.add(Peculiarity.NO_SECURE_RENEGOTIATION);
        }
        return all;
    }

    /** Reads as many whole messages as there are, and of the first that is not well formed no more. */
    static ServerFlight read(byte[] handshake) {
        var in = ByteBuffer.wrap(handshake);
        var flight = NONE;
        try {
            while (in.remaining() >= 4) {
                int head = in.getInt();
                var body = part(in, head & 0xffffff);
                flight = flight.with(head >>> 24, body);
            }
        } catch (BufferUnderflowException cutShort) {
            return flight;
        }
        return flight;
    }

    private ServerFlight with(int type, ByteBuffer body) {
        return switch (type) {
            case SERVER_HELLO -> withHello(hello(body));
            case CERTIFICATE -> new ServerFlight(hello, certificates(body), keyExchange, false);
            case SERVER_KEY_EXCHANGE -> new ServerFlight(hello, certificates, Optional.of(keyExchange(body)), false);
            case SERVER_HELLO_DONE -> new ServerFlight(hello, certificates, keyExchange, true);
            default -> this;
        };
    }

    private ServerFlight withHello(Hello chosen) {
        return new ServerFlight(Optional.of(chosen), certificates, keyExchange, chosen.version() == TLS_1_3);
    }

    private static Hello hello(ByteBuffer body) {
        int version = unsignedShort(body);
        part(body, RANDOM);
        part(body, Byte.toUnsignedInt(body.get())); // the session's id
        int suite = unsignedShort(body);
        body.get(); // compression
        int group = 0;
        boolean renegotiation = false;
        var extensions = body.hasRemaining() ? part(body, unsignedShort(body)) : body;
        while (extensions.hasRemaining()) {
            int type = unsignedShort(extensions);
            var value = part(extensions, unsignedShort(extensions));
            switch (type) {
                case SUPPORTED_VERSIONS -> version = unsignedShort(value);
                case KEY_SHARE -> group = unsignedShort(value);
                case RENEGOTIATION_INFO -> renegotiation = true;
                default -> {}
            }
        }
        return new Hello(version, suite, group, renegotiation || version == TLS_1_3);
    }

    private static List<byte[]> certificates(ByteBuffer body) {
        var all = new ArrayList<byte[]>();
        var list = part(body, threeOctets(body));
        while (list.hasRemaining()) {
            all.add(Der.bytes(part(list, threeOctets(list))));
        }
        return all;
    }

    /** Either a named curve and a point, or the three numbers of Diffie-Hellman; then who signed it how. */
    private KeyExchange keyExchange(ByteBuffer body) {
        int group = 0;
        if (hello.filter(Hello::isOnCurve).isPresent()) {
            body.get(); // a named curve: no other kind is in use (RFC 8422 section 5.4)
            group = unsignedShort(body);
            part(body, Byte.toUnsignedInt(body.get()));
        } else {
            for (int number = 0; number < 3; number++) {
                part(body, unsignedShort(body));
            }
        }
        return new KeyExchange(group, unsignedShort(body));
    }

    private static int unsignedShort(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static int threeOctets(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get()) << Short.SIZE | unsignedShort(in);
    }

    /** The next octets, and past them. */
    private static ByteBuffer part(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            throw new BufferUnderflowException();
        }
        var part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return part;
    }
}
