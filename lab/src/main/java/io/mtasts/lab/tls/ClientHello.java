package io.mtasts.lab.tls;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The first record of a TLS client, kept whole so that a handshake can still be made of it, with the server name it asks
 * for (RFC 6066 section 3), in lower case and empty when there is none.
 */
final class ClientHello {
    private static final int RECORD_HEADER = 5;
    private static final int VERSION_AND_RANDOM = 34;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_NAME = 0;

    private final byte[] bytes;
    private final String serverName;

    private ClientHello(byte[] bytes, String serverName) {
        this.bytes = bytes;
        this.serverName = serverName;
    }

    /** All that has been read of the client so far, to be read once more by whoever makes the handshake. */
    InputStream replay() {
        return new ByteArrayInputStream(bytes);
    }

    String serverName() {
        return serverName;
    }

    /** Reads one record; what is not TLS comes back as it is, with no name. */
    static ClientHello read(InputStream in) throws IOException {
        var header = in.readNBytes(RECORD_HEADER);
        if (header.length < RECORD_HEADER) {
            throw new EOFException("the client hung up before it began TLS");
        }
        if (header[0] != HANDSHAKE) {
            return new ClientHello(header, "");
        }
        int length = (header[3] & 0xff) << 8 | (header[4] & 0xff);
        var body = in.readNBytes(length);
        var all = new byte[RECORD_HEADER + body.length];
        System.arraycopy(header, 0, all, 0, RECORD_HEADER);
        System.arraycopy(body, 0, all, RECORD_HEADER, body.length);
        return new ClientHello(all, nameIn(body));
    }

    private static String nameIn(byte[] handshake) throws IOException {
        try (var hello = new DataInputStream(new ByteArrayInputStream(handshake))) {
            hello.skipNBytes(4 + VERSION_AND_RANDOM);
            hello.skipNBytes(hello.readUnsignedByte()); // session id
            hello.skipNBytes(hello.readUnsignedShort()); // cipher suites
            hello.skipNBytes(hello.readUnsignedByte()); // compression
            int extensions = hello.readUnsignedShort();
            while (extensions > 0) {
                int type = hello.readUnsignedShort();
                int length = hello.readUnsignedShort();
                if (type == SERVER_NAME) {
                    hello.skipNBytes(3); // length of the list, kind of name
                    return new String(hello.readNBytes(hello.readUnsignedShort()), StandardCharsets.US_ASCII)
                            .toLowerCase(Locale.ROOT);
                }
                hello.skipNBytes(length);
                extensions -= 4 + length;
            }
            return "";
        } catch (EOFException noExtensions) {
            return "";
        }
    }
}
