package io.mtasts.dane;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.fuzz.Mutations;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.policy.Judged;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No TLSA record makes its reader throw, nor the comparison with a certificate. */
class TlsaFuzzTest {
    private static final List<X509Certificate> CHAIN = CertificateAuthority.create("Lab", Clock.systemUTC())
            .issue("mx1.example.com")
            .chain();

    @TestFactory
    Stream<DynamicTest> quickly() {
        return Stream.of(
                Mutations.test(TlsaFuzzTest.class, "tlsaText", this::tlsaText),
                Mutations.test(TlsaFuzzTest.class, "tlsaData", this::tlsaData));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void tlsaText(byte[] bytes) {
        var parsed = TlsaParser.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        Judged.holds(parsed, one -> TlsaParser.parse(one).valid());
        parsed.value()
                .ifPresent(records -> records.forEach(record ->
                        assertThat(TlsaParser.parse(record.text()).value()).contains(List.of(record))));
    }

    /** Three numbers and data, as they come in an answer of the DNS. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void tlsaData(byte[] bytes) {
        if (bytes.length < 3) {
            return;
        }
        var record = TlsaRecord.of(
                bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, Arrays.copyOfRange(bytes, 3, bytes.length));
        assertThat(record.isUsable() || record.unusable().orElseThrow().startsWith("has "))
                .isTrue();
        var matching = new DaneMatching(List.of(record), List.of("mx1.example.com"));
        assertThat(matching.of(CHAIN, Instant.now())).isNotNull();
        assertThat(matching.unused(List.of(CHAIN))).isSubsetOf(record);
    }
}
