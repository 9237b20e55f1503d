package io.mtasts.observe.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mtasts.observe.Lab;
import io.mtasts.observe.dns.Answer;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we may call ourselves, and what we do. */
class EhloNameTest {
    private static final InetAddress OWN = Lab.address("10.1.2.3");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-30T08:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "check.example.com,      check.example.com",
        "Check.Example.COM,      check.example.com",
        "a1-b.x--y.example,      a1-b.x--y.example",
        "xn--bcher-kva.example,  xn--bcher-kva.example",
        "[192.0.2.1],            [192.0.2.1]",
        "[IPv6:2001:db8::1],     [IPv6:2001:db8::1]",
    })
    void names(String text, String name) {
        assertThat(EhloName.parse(text).text()).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | ''",
                "localhost           | ''",
                "192.0.2.1           | : write [192.0.2.1]",
                "2001:DB8:0::1       | : write [IPv6:2001:db8::1]",
                "check.example.com.  | : write it without the final dot",
                "my_host.example.com | : a host name must not have an underscore",
                "-a.example.com      | ''",
                "a..example.com      | ''",
                "1.2.3               | ''",
                "b\u00fccher.example    | ''",
                "a b.example         | ''",
                "[192.0.2.256]       | ''",
                "[2001:db8::1]       | : write [IPv6:2001:db8::1]",
                "[IPv6:[::1]]        | ''",
                "[IPv6:fe80::1%1]    | ''",
                "[IPv6:192.0.2.1]    | ''",
                "[example.com]       | ''",
                "[192.0.2.1          | ''",
            })
    void noNames(String text, String hint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EhloName.parse(text))
                .withMessage(
                        "is a fully qualified host name such as check.example.com, or an address such as [192.0.2.1]"
                                + " or [IPv6:2001:db8::1]" + hint);
    }

    @Test
    void ourAddressIsWrittenAsALiteral() {
        assertThat(EhloName.of(OWN).text()).isEqualTo("[10.1.2.3]");
        assertThat(EhloName.of(Lab.address("2001:DB8::0:1")).text()).isEqualTo("[IPv6:2001:db8::1]");
    }

    @ParameterizedTest(name = "where the machine is {0}, which leads to {1}, we are {2}")
    @CsvSource({
        "node.example.com, 8.8.8.8,   node.example.com",
        "node.example.com, 10.1.2.3,  [10.1.2.3]",
        "node.example.com, 127.0.1.1, [10.1.2.3]",
        "node.example.com, ,          [10.1.2.3]",
        ",                 ,          [10.1.2.3]",
    })
    void theMachinesNameCountsWhereThePublicFindsIt(String machine, String address, String name) {
        var own = new OwnName(
                Optional.empty(),
                () -> Optional.ofNullable(machine).map(EhloName::parse),
                _ -> address == null
                        ? new Answer.NoSuchName<>(List.of())
                        : new Answer.Found<>(List.of(Lab.address(address)), List.of(), 300),
                CLOCK);

        assertThat(own.from(OWN).text()).isEqualTo(name);
    }

    @Test
    void whatIsGivenCountsWithoutALookup() {
        var own = new OwnName(
                Optional.of(EhloName.parse("given.example.com")),
                () -> {
                    throw new AssertionError("asked");
                },
                _ -> {
                    throw new AssertionError("asked");
                },
                CLOCK);

        assertThat(own.from(OWN).text()).isEqualTo("given.example.com");
    }

    @Test
    void theMachineIsAskedOnce() {
        var asked = new AtomicInteger();
        var own = new OwnName(
                Optional.empty(),
                () -> {
                    asked.incrementAndGet();
                    return Optional.empty();
                },
                _ -> new Answer.NoSuchName<>(List.of()),
                CLOCK);

        own.from(OWN);
        own.from(OWN);

        assertThat(asked).hasValue(1);
    }
}
