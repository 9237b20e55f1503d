package io.mtasts.observe.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // one group is not left out
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // the longest run
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // the first of two equal ones
        "::, ::",
        "::1, ::1",
        "fe80::, fe80::",
    })
    void text(String literal, String text) throws UnknownHostException {
        assertThat(AddressText.of(InetAddress.getByName(literal))).isEqualTo(text);
    }

    @Test
    void order() {
        assertThat(Stream.of("2001:db8::1", "192.0.2.200", "192.0.2.9", "::1")
                        .map(AddressTextTest::address)
                        .sorted(AddressText.ORDER)
                        .map(AddressText::of))
                .containsExactly("192.0.2.9", "192.0.2.200", "::1", "2001:db8::1");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
