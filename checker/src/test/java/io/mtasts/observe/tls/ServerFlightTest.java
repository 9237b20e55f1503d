package io.mtasts.observe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.asn1.Der;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenSSL has said as a server, kept in files. */
class ServerFlightTest {
    private static final int RECORD_HEADER = 5;

    static byte[] said(String name) throws IOException {
        try (InputStream in = ServerFlightTest.class.getResourceAsStream("TlsFuzzTestInputs/serverFlight/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static ServerFlight read(byte[] said) throws IOException {
        try (var records = new ClearRecords(new ByteArrayInputStream(said))) {
            records.readAllBytes();
            return ServerFlight.read(records.handshake());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ecdhe,      0x0303, 0xc02c, 0x001d, 1",
        "dhe,        0x0303, 0x009e, 0,      1",
        "static-rsa, 0x0303, 0x009c, 0,      1",
        "tls13,      0x0304, 0x1302, 0x001d, 0",
    })
    void whatItHasChosen(String name, int version, int suite, int group, int certificates) throws IOException {
        var flight = read(said(name));

        assertThat(flight.complete()).isTrue();
        assertThat(flight.hello()).hasValueSatisfying(hello -> {
            assertThat(hello.version()).isEqualTo(version);
            assertThat(hello.suite()).isEqualTo(suite);
            assertThat(hello.secureRenegotiation()).isTrue();
        });
        assertThat(flight.group()).isEqualTo(group);
        assertThat(flight.certificates()).hasSize(certificates);
        assertThat(PlainHello.isStaticRsa(flight)).isEqualTo(name.equals("static-rsa"));
    }

    /** RFC 5746 section 3.4: a ServerHello without the extension, here by another number in its place. */
    @Test
    void withoutSecureRenegotiation() throws IOException {
        var said = said("static-rsa");
        int place = indexOf(said, new byte[] {(byte) 0xff, 0x01, 0x00, 0x01, 0x00});
        said[place] = 0x7f;

        assertThat(read(said).hello())
                .hasValueSatisfying(
                        hello -> assertThat(hello.secureRenegotiation()).isFalse());
    }

    /** Of 768 octets, whose length begins as a named curve does. */
    @Test
    void diffieHellmanOf6144BitsIsNoCurve() throws IOException {
        var said = said("dhe");
        int hello = 4 + (ByteBuffer.wrap(said).getInt(RECORD_HEADER) & 0xffffff);
        var all = ByteBuffer.allocate(1 << 10).put(said, RECORD_HEADER, hello);
        all.putInt((12 << 24) | (2 + 768 + 3 + 3 + 2)).putShort((short) 768);
        all.position(all.position() + 768).put(new byte[] {0, 1, 2, 0, 1, 5}).putShort((short) 0x0804);

        assertThat(ServerFlight.read(Der.bytes(all.flip())).keyExchange())
                .contains(new ServerFlight.KeyExchange(0, 0x0804));
    }

    @Test
    void theWarningAboutTheNameIsNotPassedOn() throws IOException {
        var said = said("warning");
        try (var records = new ClearRecords(new ByteArrayInputStream(said))) {
            var passedOn = records.readAllBytes();

            assertThat(said).startsWith(21, 3, 3, 0, 2, 1, 112);
            assertThat(passedOn).hasSize(said.length - RECORD_HEADER - 2).startsWith(22, 3, 3);
        }
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
