package io.mtasts.observe.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.observe.Lab;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a name may lead us to. */
class AddressRulesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0.0.0.0,                an address of this network",
        "10.1.2.3,               a private address",
        "100.64.0.1,             a shared address of a provider",
        "127.0.0.1,              a loopback address",
        "127.255.255.254,        a loopback address",
        "169.254.169.254,        a link-local address",
        "172.16.0.1,             a private address",
        "172.31.255.255,         a private address",
        "192.168.1.1,            a private address",
        "192.0.2.1,              an address for documentation",
        "198.18.0.1,             an address for benchmarks",
        "198.51.100.1,           an address for documentation",
        "203.0.113.1,            an address for documentation",
        "224.0.0.1,              a multicast address",
        "255.255.255.255,        a reserved address",
        "::,                     the unspecified address",
        "::1,                    a loopback address",
        "fd00::1,                a private address",
        "fe80::1,                a link-local address",
        "fec0::1,                a site-local address",
        "ff02::1,                a multicast address",
        "2001:db8::1,            an address for documentation",
        "2001::1,                an address for protocols",
        "4000::1,                a reserved address",
        "64:ff9b::10.0.0.1,      a private address in its NAT64 IPv6 form",
        "64:ff9b:1::127.0.0.1,   a loopback address in its NAT64 IPv6 form",
        "2002:7f00:1::1,         a loopback address in its 6to4 IPv6 form",
        "2002:c0a8:101::1,       a private address in its 6to4 IPv6 form",
        "::127.0.0.1,            a loopback address in its embedded IPv6 form",
        "::ffff:0:10.0.0.1,      a private address in its translated IPv6 form",
        "::ffff:127.0.0.1,       a loopback address",
    })
    void refused(String address, String kind) {
        assertThat(AddressRules.PUBLIC_ONLY.refusal(Lab.address(address))).contains("it is " + kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1"
            })
    void contacted(String address) {
        assertThat(AddressRules.PUBLIC_ONLY.refusal(Lab.address(address))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "10.1.2.3,   ",
        "10.200.0.1, it is a private address",
        "8.8.8.8,    ",
        "9.9.9.9,    'it is in 9.0.0.0/8, which is denied'",
        "10.1.99.1,  'it is in 10.1.99.0/24, which is denied'",
    })
    void whatTheUserSaysCountsBeforeWhatIsUsual(String address, String why) {
        var rules = new AddressRules(
                List.of(Cidr.parse("10.1.0.0/16")),
                List.of(Cidr.parse("9.0.0.0/8"), Cidr.parse("10.1.99.0/24")),
                false);

        assertThat(rules.refusal(Lab.address(address)).orElse(null)).isEqualTo(why);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"10.1.2.3,", "::1,", "9.9.9.9, 'it is in 9.0.0.0/8, which is denied'"})
    void allPrivateOnesMayBeAllowedAtOnce(String address, String why) {
        var rules = new AddressRules(List.of(), List.of(Cidr.parse("9.0.0.0/8")), true);

        assertThat(rules.refusal(Lab.address(address)).orElse(null)).isEqualTo(why);
    }
}
