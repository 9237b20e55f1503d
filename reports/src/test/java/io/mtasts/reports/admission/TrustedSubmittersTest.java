package io.mtasts.reports.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedSubmittersTest {
    @ParameterizedTest
    @CsvSource({
        "sender.example, true",
        "Reports.SENDER.example, true",
        "sender.example.net, false",
        "notsender.example, false",
        "example, false",
        "'', false",
    })
    void includesADomainAndThoseBelow(String signer, boolean trusted) {
        assertThat(new TrustedSubmitters(List.of("Sender.example")).include(signer))
                .isEqualTo(trusted);
    }

    /** Anybody can have a mailbox there, and have a report signed that he made up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gmail.com",
                "outlook.com",
                "hotmail.com",
                "yahoo.com",
                "comcast.net",
                "mail.ru",
                "gmx.net",
                "web.de",
                "fastmail.com",
                "proton.me",
                "tenant.onmicrosoft.com"
            })
    void believesNoDomainOfMailboxesUnlessAsked(String signer) {
        assertThat(TrustedSubmitters.USUAL.include(signer)).isFalse();
    }

    @Test
    void believesLargeSenders() {
        assertThat(List.of("google.com", "microsoft.com")).allMatch(TrustedSubmitters.USUAL::include);
    }
}
