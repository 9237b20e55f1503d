package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.com,          example.com,             ''",
        "Example.COM.,         example.com,             ''",
        "xn--bcher-kva.test,   xn--bcher-kva.test,      ''",
        "B\u00fccher.test,     xn--bcher-kva.test,      B\u00fccher.test is looked up as xn--bcher-kva.test.",
        "localhost,            localhost,               ''",
    })
    void isReadAsAPersonMeansIt(String written, String text, String note) {
        var domain = DomainName.parse(written);

        assertThat(domain.text()).isEqualTo(text);
        assertThat(domain.note().orElse("")).isEqualTo(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        me@Example.com               | "me@Example.com" is an e-mail address, not a mail domain: did you mean example.com?
        https://example.com:443/a?b  | "https://example.com:443/a?b" is a URL, not a mail domain: did you mean example.com?
        example.com/a                | "example.com/a" is a path, not a mail domain: did you mean example.com?
        _mta-sts.example.com         | "_mta-sts.example.com" is the name of a record, not a mail domain: did you mean example.com?
        _smtp._tls.example.com       | "_smtp._tls.example.com" is the name of a record, not a mail domain: did you mean example.com?
        192.0.2.1                    | "192.0.2.1" is an address or has a port: write a mail domain alone.
        2001:db8::1                  | "2001:db8::1" is an address or has a port: write a mail domain alone.
        example.com:25               | "example.com:25" is an address or has a port: write a mail domain alone.
        example..com                 | "example..com" is not a domain: there is an empty part between two dots, or before the first one.
        exa_mple.com                 | "exa_mple.com" is not a domain: "exa_mple" must be letters, digits and hyphens, without a hyphen first or last.
        -a.com                       | "-a.com" is not a domain: "-a" must be letters, digits and hyphens, without a hyphen first or last.
        ``                           | "" is not a domain: it is empty.
        b\ufffdcher.test             | "b\ufffdcher.test" has letters that cannot be read in this locale: write it with A-labels (xn--...), or set LC_ALL=C.UTF-8.
        stra\u00dfe.test             | "stra\u00dfe.test" has a letter that programs interpret differently: write it with A-labels (xn--...).
        """)
    void saysWhatToWriteInstead(String written, String message) {
        assertThatThrownBy(() -> DomainName.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesInFrontMustFitToo() {
        var label = "a".repeat(63) + ".";
        var longest = label.repeat(3) + "b".repeat(50);

        assertThat(DomainName.parse(longest).text()).hasSize(242);
        assertThatThrownBy(() -> DomainName.parse(longest + "b"))
                .hasMessageContaining("has 243 characters, but at most 242 are allowed");
    }
}
