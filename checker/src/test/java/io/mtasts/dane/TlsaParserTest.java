package io.mtasts.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mtasts.policy.Judged;
import io.mtasts.policy.Remark;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsaParserTest {
    private static final String SHA_256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String SHA_512 = SHA_256 + SHA_256;
    private static final String RECORD = "3 1 1 " + SHA_256;

    static Stream<Arguments> good() {
        return Stream.of(
                arguments(RECORD, RECORD),
                arguments("  3   1\t1 " + SHA_256.toUpperCase() + "\n", RECORD),
                arguments(
                        "3 1 1 " + SHA_256.substring(0, 56) + " " + SHA_256.substring(56), RECORD), // as dig prints it
                arguments("2 0 2 " + SHA_512, "2 0 2 " + SHA_512),
                arguments("_25._tcp.mx1.example.com. 3600 IN TLSA " + RECORD, RECORD),
                arguments("_25._tcp.mx1.example.com. IN TLSA ( 3 1 1\n  " + SHA_256 + " ) ; the key of 2026", RECORD),
                arguments("3600 IN TLSA " + RECORD, RECORD),
                arguments("TLSA " + RECORD, RECORD),
                arguments("3 0 0 30820100", "3 0 0 30820100"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void good(String text, String record) {
        var parsed = TlsaParser.parse(text);

        assertThat(parsed.remarks()).isEmpty();
        assertThat(parsed.value().orElseThrow()).extracting(TlsaRecord::text).containsExactly(record);
    }

    @Test
    void severalAreReadLineByLine() {
        var parsed = TlsaParser.parse("; of mx1\n" + RECORD + "\r\n\n2 1 1 " + SHA_256 + "\n");

        assertThat(parsed.value().orElseThrow())
                .extracting(TlsaRecord::text)
                .containsExactly(RECORD, "2 1 1 " + SHA_256);
        assertThat(TlsaParser.parse(RECORD + "\n3 1 " + SHA_256).remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.message()).startsWith("line 2, "));
    }

    static Stream<Arguments> malformed() {
        var write = ": write \"" + RECORD + "\"";
        return Stream.of(
                arguments("", "there is no TLSA record"),
                arguments("; of mx1", "there is no TLSA record"),
                arguments("( )", "there is no TLSA record"),
                arguments(
                        "hello",
                        "a TLSA record is three numbers and the data in hexadecimal digits, such as \"3 1 1 0123...\""),
                arguments("3 1 1", "the data is missing after the three numbers"),
                arguments(
                        "3 1 " + SHA_256,
                        "only two numbers stand before the data: usage, selector and matching type are needed"),
                arguments("\"" + RECORD + "\"", "a TLSA record has no quotation marks" + write),
                arguments("3,1,1," + SHA_256, "its fields are separated by blanks" + write),
                arguments("3 1 1 0x" + SHA_256, "the data has no 0x before it" + write),
                arguments(
                        "3 1 1 " + SHA_256.replaceAll("(..)(?!$)", "$1:"),
                        "its digits have no colons between them" + write),
                arguments(
                        "3 1 1 ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=",
                        "the data is in base64, and hexadecimal digits are needed" + write),
                arguments(
                        "DANE-EE SPKI SHA2-256 " + SHA_256,
                        "usage, selector and matching type are written as numbers" + write),
                arguments(
                        "3 1 1 " + SHA_256 + "0",
                        "the data has an odd number of hexadecimal digits, 65: one is missing, or there is one too"
                                + " many"),
                arguments(
                        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                        "this is a certificate or a key in PEM format, and no TLSA record: --certificate FILE prints"
                                + " the records for a certificate"),
                arguments(
                        "300 1 1 " + SHA_256,
                        "a TLSA record is three numbers and the data in hexadecimal digits, such as \"3 1 1"
                                + " 0123...\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String text, String explanation) {
        var parsed = TlsaParser.parse(text);

        assertThat(parsed.valid()).isFalse();
        assertThat(parsed.remarks()).extracting(Remark::explanation).containsExactly(explanation);
        Judged.holds(parsed, one -> TlsaParser.parse(one).valid());
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments(
                        "1 1 1 " + SHA_256,
                        "it has usage 1, which is not for mail servers (RFC 7672 3.1.3): only 2 and 3 are: senders of"
                                + " mail ignore it: write \"" + RECORD + "\""),
                arguments(
                        "0 0 1 " + SHA_256,
                        "it has usage 0, which is not for mail servers (RFC 7672 3.1.3): only 2 and 3 are: senders of"
                                + " mail ignore it: write \"2 0 1 " + SHA_256 + "\""),
                arguments(
                        "255 1 1 " + SHA_256,
                        "it has usage 255, which is not known: only 2 and 3 are for mail servers: senders of mail"
                                + " ignore it"),
                arguments(
                        "3 2 1 " + SHA_256,
                        "it has selector 2, which is not known: only 0 and 1 are: senders of mail ignore it"),
                arguments(
                        "3 1 3 " + SHA_256,
                        "it has matching type 3, which is not known: only 0, 1 and 2 are: senders of mail ignore it:"
                                + " write \""
                                + RECORD + "\""),
                arguments(
                        "3 1 1 " + SHA_512,
                        "it has 128 hexadecimal digits, and a SHA-256 has 64: senders of mail ignore it: write \"3 1 2 "
                                + SHA_512 + "\""),
                arguments(
                        "3 1 1 " + SHA_256.substring(0, 40),
                        "it has 40 hexadecimal digits, and a SHA-256 has 64: senders of mail ignore it; its data is as"
                                + " long as a SHA-1, which no matching type is"),
                arguments(
                        "_443._tcp.mx1.example.com. IN TLSA " + RECORD,
                        "senders of mail look for TLSA records at _25._tcp.HOST, of the host in the MX record, and"
                                + " nowhere else"),
                arguments(
                        "mx1.example.com. IN TLSA " + RECORD,
                        "senders of mail look for TLSA records at _25._tcp.HOST, of the host in the MX record, and"
                                + " nowhere else"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unusable(String text, String explanation) {
        var parsed = TlsaParser.parse(text);

        assertThat(parsed.remarks()).extracting(Remark::explanation).containsExactly(explanation);
        assertThat(parsed.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.TLSANotUsable);
        Judged.holds(parsed, one -> TlsaParser.parse(one).valid());
    }

    @Test
    void tenThousandAreTooMany() {
        var parsed = TlsaParser.parse((RECORD + "\n").repeat(10_000));

        assertThat(parsed.remarks())
                .extracting(Remark::message)
                .isEqualTo(List.of("there are more than 1000 TLSA records"));
    }
}
