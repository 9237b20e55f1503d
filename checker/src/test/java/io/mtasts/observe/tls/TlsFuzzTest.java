package io.mtasts.observe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.fuzz.Mutations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a server says before it encrypts, and whatever its certificates hold, is read or passed over. */
class TlsFuzzTest {
    @TestFactory
    Stream<DynamicTest> quickly() {
        return Stream.of(
                Mutations.test(TlsFuzzTest.class, "serverFlight", this::serverFlight),
                Mutations.test(TlsFuzzTest.class, "certificate", this::certificate));
    }

    /** All that comes of a server, record by record. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void serverFlight(byte[] said) {
        try (var records = new ClearRecords(new ByteArrayInputStream(said))) {
            var passedOn = records.readAllBytes();
            assertThat(passedOn.length).isLessThanOrEqualTo(said.length);
            var flight = ServerFlight.read(records.handshake());
            assertThat(flight.group()).isBetween(0, 0xffff);
            assertThat(flight.certificates().stream()
                            .mapToInt(one -> one.length)
                            .sum())
                    .isLessThanOrEqualTo(records.handshake().length);
        } catch (IOException e) {
            throw new IllegalStateException("nothing here can fail to be read", e);
        }
    }

    /** One certificate as it comes. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void certificate(byte[] encoded) {
        var chain = Certificates.read(List.of(encoded));
        if (!chain.isEmpty()) {
            var names = AlternativeNames.of(chain.getFirst());
            assertThat(names.dnsNames()).doesNotContainNull();
            assertThat(names.addresses()).doesNotContainNull();
            var met = new ChainPeculiarities(chain, Optional.of(chain.getFirst()), chain).at(Instant.EPOCH, false);
            assertThat(met.contains(Peculiarity.MALFORMED_NAME)).isEqualTo(names.haveMalformedEntry());
        }
    }
}
