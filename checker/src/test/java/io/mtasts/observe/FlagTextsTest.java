package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mtasts.observe.net.Cidr;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.HostPort;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write in flags, environment variables and chart values. */
class FlagTextsTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "1.1.1.1,            1.1.1.1:53",
        "1.1.1.1:5353,       1.1.1.1:5353",
        "NS.Example.COM,     ns.example.com:53",
        "2606:4700:0:0::11,  [2606:4700::11]:53",
        "[2606:4700::11],    [2606:4700::11]:53",
        "[2606:4700::11]:54, [2606:4700::11]:54",
    })
    void places(String text, String place) {
        assertThat(HostPort.parse(text, 53)).hasToString(place);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "''           | \"\" is not a host: write HOST, HOST:PORT or [IPV6]:PORT.",
                "a b          | \"a b\" is not a host: write HOST, HOST:PORT or [IPV6]:PORT.",
                "dns:0        | \"dns:0\": a port is a number from 1 to 65535.",
                "dns:65536    | \"dns:65536\": a port is a number from 1 to 65535.",
                "dns:domain   | \"dns:domain\": a port is a number from 1 to 65535.",
                "[::1         | \"[::1\" has no closing bracket after the IPv6 address.",
                "[::1]53      | \"[::1]53\" has something other than :PORT after the bracket.",
            })
    void noPlaces(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text, 53))
                .withMessage(message);
    }

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        "10.0.0.0/8,     10.255.0.1,   true",
        "10.0.0.0/8,     11.0.0.1,     false",
        "10.1.2.3,       10.1.2.3,     true",
        "10.1.2.3,       10.1.2.2,     false",
        "10.1.2.128/25,  10.1.2.127,   false",
        "10.1.2.128/25,  10.1.2.200,   true",
        "0.0.0.0/0,      203.0.113.1,  true",
        "0.0.0.0/0,      2001:db8::1,  false",
        "2001:db8::/33,  2001:db8::1,  true",
        "2001:db8::/33,  2001:db8:8000::1, false",
    })
    void ranges(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range).contains(Lab.address(address))).isEqualTo(contained);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33   | \"10.0.0.0/33\": the number after the slash must be from 0 to 32.",
                "fd00::/129    | \"fd00::/129\": the number after the slash must be from 0 to 128.",
                "10.0.0.0/     | \"10.0.0.0/\": the number after the slash must be from 0 to 32.",
                "example.com/8 | \"example.com/8\" is not a range of addresses: "
                        + "write ADDRESS/BITS, such as 10.0.0.0/8 or fd00::/8.",
            })
    void noRanges(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text)).withMessage(message);
    }

    @ParameterizedTest(name = "{0} leads {1}:{2} to {3}")
    @CsvSource({
        "mx.example.com=127.0.0.1:2525,    mx.example.com, 25, 127.0.0.1:2525",
        "MX.example.com=127.0.0.1:2525,    mx.EXAMPLE.com, 25, 127.0.0.1:2525",
        "mx.example.com:25=127.0.0.1,      mx.example.com, 25, 127.0.0.1:25",
        "mx.example.com:25=127.0.0.1,      mx.example.com, 26, ",
        "mx.example.com=127.0.0.1,         mx.example.net, 25, ",
        "192.0.2.7:8080=[::1]:9090,        192.0.2.7,      8080, [::1]:9090",
        "2001:DB8:0::7=localhost,          2001:db8::7,    8080, localhost:8080",
    })
    void detours(String text, String host, int port, String target) {
        var detour = ConnectTo.parse(text);

        assertThat(detour.leads(host, port)).isEqualTo(target != null);
        if (target != null) {
            assertThat(detour.target(port)).hasToString(target);
        }
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource({"mx.example.com", "mx.example.com:25=", "=127.0.0.1", "mx.example.com:0=127.0.0.1"})
    void noDetours(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConnectTo.parse(text))
                .withMessageStartingWith("\"");
    }

    @ParameterizedTest(name = "{0} has no port of its own")
    @CsvSource({"mx.example.com=127.0.0.1"})
    void detoursWithoutPorts(String text) {
        var detour = ConnectTo.parse(text);

        assertThat(detour.port()).isEqualTo(OptionalInt.empty());
        assertThat(detour.toPort()).isEqualTo(OptionalInt.empty());
    }
}
