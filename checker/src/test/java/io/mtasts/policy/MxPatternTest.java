package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MxPatternTest {
    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "mx.example.com,  mx.example.com,    true",
        "mx.example.com,  MX.Example.COM,    true",
        "MX.Example.COM,  mx.example.com,    true",
        "mx.example.com,  mx.example.com.,   true", // as DNS writes an absolute name
        "mx.example.com,  mx.example.com..,  false",
        "mx.example.com,  a.mx.example.com,  false",
        "mx.example.com,  mx.example.org,    false",
        "*.example.com,   mx.example.com,    true",
        "*.example.com,   MX.EXAMPLE.com,    true",
        "*.example.com,   a.mx.example.com,  false", // one label, not two
        "*.example.com,   example.com,       false", // and not none
        "*.example.com,   .example.com,      false",
        "*.example.com,   mxexample.com,     false",
        "*.example.com,   '',                false",
        "*.example.com,   *.example.com,     true",
        "*.com,           example.com,       true",
        "mk.example.com,  m\u212A.example.com, false", // the Kelvin sign is no k
    })
    void coverage(String pattern, String host, boolean covered) {
        var one = new MxPattern(pattern);
        assertThat(one.covers(host)).isEqualTo(covered);
        assertThat(new MxPatterns(List.of(one)).covers(host)).isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0}: {1}, else near {2}")
    @CsvSource({
        "mx.example.com,     *.example.com, *.example.com",
        "a.mx.example.com,   '',            *.example.com",
        "example.com,        *.com,         *.example.com",
        "b.example.net,      b.example.net, *.example.net",
        "c.example.net,      *.example.net, *.example.net",
        "com,                '',            *.com",
        "xexample.com,       *.com,         *.com",
    })
    void theFirstOfSeveralCounts(String host, String covering, String nearMiss) {
        var patterns = new MxPatterns(
                Stream.of("*.example.com", "mx.example.com", "b.example.net", "*.example.net", "*.com", "*.example.com")
                        .map(MxPattern::new)
                        .toList());

        assertThat(patterns.covering(host).orElse("")).isEqualTo(covering);
        assertThat(patterns.nearMiss(host).orElse("")).isEqualTo(nearMiss);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx1.example.com",
                "*.example.com",
                "localhost",
                "*.com",
                "a-b.x--y.example",
                "xn--mller-kva.example",
                "1.2.3",
                "a23456789.b23456789.c23456789.d23456789.e23456789.f23456789.g23456789.h23456789.i23456789.j2345678.example",
                "a23456789012345678901234567890123456789012345678901234567890123.example"
            })
    void good(String text) {
        var parsed = MxPattern.parse(text);
        assertThat(parsed.value()).contains(new MxPattern(text));
        assertThat(parsed.remarks()).isEmpty();
    }

    @Test
    void isWrittenInLowerCase() {
        assertThat(MxPattern.parse("MX1.Example.COM").value())
                .map(MxPattern::text)
                .contains("mx1.example.com");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|mx must name a mail server, for example mx1.example.com or *.example.com",
                "*.|mx must name a mail server, for example mx1.example.com or *.example.com",
                "mx.example.com.|mx must not end with a dot",
                "*.Example.com.|mx must not end with a dot",
                "mx.example.com..|mx must not end with a dot",
                ".example.com|mx must not begin with a dot",
                ".|mx must not begin with a dot",
                "[192.0.2.1]|mx must be a host name, not an address: the name that is in the MX record",
                "2001:db8::1|mx must be a host name, not an address: the name that is in the MX record",
                "mx.example.com:25|mx must be a host name without a port",
                "m\u00FCller.example|mx must be written in ASCII, as A-labels (xn--...)",
                "*.M\u00FCller.example|mx must be written in ASCII, as A-labels (xn--...)",
                // IDNA2003 would say strasse.example, which is another domain
                "stra\u00DFe.example|mx must be written in ASCII, as A-labels (xn--...)",
                "*|a wildcard must be the whole leftmost label and only that, for example *.example.com",
                "mx*.example.com|a wildcard must be the whole leftmost label and only that, for example *.example.com",
                "*.*.example.com|a wildcard must be the whole leftmost label and only that, for example *.example.com",
                "a.*.example.com|a wildcard must be the whole leftmost label and only that, for example *.example.com",
                "a..example.com|mx must not have an empty part between two dots",
                "mx_1.example.com|mx must be a host name of letters, digits, hyphens and dots, for example"
                        + " mx1.example.com",
                "mx1/example.com|mx must be a host name of letters, digits, hyphens and dots, for example"
                        + " mx1.example.com",
                "mx1.example.com, mx2.example.com|mx must be one host name; each mail server has its own line",
                "10 mx1.example.com|mx must be one host name; each mail server has its own line",
                "-a.example|no part of mx between dots may begin or end with a hyphen",
                "a-.example|no part of mx between dots may begin or end with a hyphen",
                "a234567890123456789012345678901234567890123456789012345678901234.example|each part of mx between dots"
                        + " must be at most 63 characters long",
            })
    void bad(String text, String problem) {
        var parsed = MxPattern.parse(text);
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.remarks())
                .extracting(Remark::severity, Remark::kind, Remark::seen, Remark::problem)
                .containsExactly(tuple(Remark.Severity.ERROR, Remark.Kind.PolicyMalformed, Excerpt.of(text), problem));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MxPattern(text))
                .withMessage(problem);
    }

    @Test
    void isAtMost253CharactersLong() {
        var name253 = "a.".repeat(126) + "b";
        assertThat(MxPattern.parse(name253).valid()).isTrue();
        assertThat(MxPattern.parse(name253 + "b").remarks())
                .extracting(Remark::problem)
                .isEqualTo(List.of("mx must be at most 253 characters long, not 254"));
    }
}
