package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes and ids below are pinned: a release that changes one makes every domain change its record. */
class StsPolicyTest {
    private static final StsPolicy ENFORCE = new StsPolicy(
            Mode.ENFORCE, List.of(new MxPattern("mx1.example.com"), new MxPattern("*.example.net")), 604_800);

    @Test
    void bodyIsPinned() {
        assertThat(ENFORCE.body())
                .isEqualTo("version: STSv1\r\n"
                        + "mode: enforce\r\n"
                        + "mx: mx1.example.com\r\n"
                        + "mx: *.example.net\r\n"
                        + "max_age: 604800\r\n");
        assertThat(new StsPolicy(Mode.NONE, List.of(), 86_400).body())
                .isEqualTo("version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n");
    }

    /** As {@code printf '<body>\n0' | sha256sum | cut -c1-32} says. */
    @ParameterizedTest
    @CsvSource({
        "0, c66cd1dc8d5354a8cdc39a2e62cfa87b",
        "1, d4b49a8b4e3760d5953aa44cd5a8f37f",
        "10, ec54fd6a58d48a8c3d8c4a0f219cbd13"
    })
    void idIsPinned(long revision, String id) {
        assertThat(PolicyId.of(ENFORCE.body(), revision)).isEqualTo(new PolicyId(id));
    }

    @Test
    void coversWhatOneOfItsPatternsCovers() {
        assertThat(ENFORCE.covers("mx1.example.com")).isTrue();
        assertThat(ENFORCE.covers("a.example.net")).isTrue();
        assertThat(ENFORCE.covers("mx2.example.com")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 31_557_601, Long.MAX_VALUE})
    void maxAgeIsAtMostAYear(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StsPolicy(Mode.NONE, List.of(), seconds))
                .withMessage("max_age must be from 0 to 31557600, not " + seconds);
    }

    @Test
    void onlyModeNoneDoesWithoutMx() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StsPolicy(Mode.TESTING, List.of(), 86_400))
                .withMessage("mx must name at least one mail server unless mode is none");
    }

    @ParameterizedTest
    @CsvSource({"4f6c0d21aa, 4f6c0d21", "20160831, 20160831", "1, 1"})
    void shortFormIsForPeople(String id, String shortForm) {
        assertThat(PolicyId.shortForm(id)).isEqualTo(shortForm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "a b", "\u0661", "\u00E9", "123456789012345678901234567890123"})
    void idIsLettersAndDigits(String text) {
        assertThat(PolicyId.isId(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new PolicyId(text));
    }
}
