package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.fuzz.Mutations;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No input makes a parser throw, and what it accepts it reads again from its own form. */
class ParserFuzzTest {
    @TestFactory
    Stream<DynamicTest> quickly() {
        return Stream.of(
                Mutations.test(ParserFuzzTest.class, "policy", this::policy),
                Mutations.test(ParserFuzzTest.class, "record", this::record),
                Mutations.test(ParserFuzzTest.class, "tlsRptRecord", this::tlsRptRecord),
                Mutations.test(ParserFuzzTest.class, "mxPattern", this::mxPattern));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void policy(byte[] body) {
        var parsed = StsPolicyParser.parse(body);
        Judged.holds(parsed, Judged::isLineOfAPolicy);
        parsed.value()
                .ifPresent(policy -> assertThat(
                                StsPolicyParser.parse(policy.body().getBytes(StandardCharsets.US_ASCII))
                                        .value())
                        .contains(policy));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void record(byte[] bytes) {
        var parsed = StsRecordParser.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        Judged.holds(parsed, Judged::isRecord);
        parsed.value()
                .ifPresent(record ->
                        assertThat(StsRecordParser.parse(record.text()).value()).contains(record));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void tlsRptRecord(byte[] bytes) {
        var parsed = TlsRptRecordParser.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        Judged.holds(parsed, Judged::isTlsRptRecord);
        parsed.value()
                .ifPresent(record -> assertThat(
                                TlsRptRecordParser.parse(record.text()).value())
                        .contains(record));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void mxPattern(byte[] bytes) {
        var parsed = MxPattern.parse(new String(bytes, StandardCharsets.UTF_8));
        Judged.holds(parsed, Judged::isPattern);
        parsed.value()
                .ifPresent(pattern ->
                        assertThat(MxPattern.parse(pattern.text()).value()).contains(pattern));
    }
}
