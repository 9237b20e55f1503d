package io.mtasts.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The suites and groups that a TLS client offers, by IANA's numbers in hexadecimal, in its order (RFC 8446 section 4.1.2). */
record ClientOffer(String suites, String groups) {
    private static final int HEADER = 5;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SUPPORTED_GROUPS = 10;

    /** Says that renegotiation is known to be safe, and no suite. */
    private static final int RENEGOTIATION_SCSV = 0xff;

    /** Reads what the next client offers, and hangs up. */
    static ClientOffer to(ServerSocket server) {
        try (var peer = server.accept()) {
            var header = ByteBuffer.wrap(peer.getInputStream().readNBytes(HEADER));
            var hello =
                    ByteBuffer.wrap(peer.getInputStream().readNBytes(Short.toUnsignedInt(header.getShort(HEADER - 2))));
            skip(hello, 4 + VERSION_AND_RANDOM);
            skip(hello, Byte.toUnsignedInt(hello.get()));
            var suites = numbers(part(hello));
            skip(hello, Byte.toUnsignedInt(hello.get()));
            var groups = List.<Integer>of();
            for (var extensions = part(hello); extensions.hasRemaining(); ) {
                int type = Short.toUnsignedInt(extensions.getShort());
                var value = part(extensions);
                if (type == SUPPORTED_GROUPS) {
                    groups = numbers(part(value));
                }
            }
            return new ClientOffer(text(suites), text(groups));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> numbers(ByteBuffer list) {
        var numbers = new ArrayList<Integer>();
        while (list.hasRemaining()) {
            int number = Short.toUnsignedInt(list.getShort());
            if (number != RENEGOTIATION_SCSV && !isGrease(number)) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** A number that means nothing, so that servers learn to overlook what they do not know (RFC 8701). */
    private static boolean isGrease(int number) {
        return (number & 0x0f0f) == 0x0a0a && number >>> Byte.SIZE == (number & 0xff);
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().map(Integer::toHexString).collect(Collectors.joining(" "));
    }

    private static ByteBuffer part(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        var part = in.slice(in.position(), length);
        skip(in, length);
        return part;
    }

    private static void skip(ByteBuffer in, int octets) {
        in.position(in.position() + octets);
    }
}
