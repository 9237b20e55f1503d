package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * No input makes a parser throw, and what it accepts it reads again from its own form. An ordinary run takes the corpus beside it;
 * {@code JAZZER_FUZZ=1 mvn verify -pl checker -am -Djazzer.hooks=true -Dtest='ParserFuzzTest#policy'} searches.
 */
class ParserFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void policy(byte[] body) {
        var parsed = StsPolicyParser.parse(body);
        assertJudged(parsed);
        parsed.value()
                .ifPresent(policy -> assertThat(
                                StsPolicyParser.parse(policy.body().getBytes(StandardCharsets.US_ASCII))
                                        .value())
                        .contains(policy));
    }

    @FuzzTest(maxDuration = "60s")
    void record(byte[] bytes) {
        var parsed = StsRecordParser.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        assertJudged(parsed);
        parsed.value()
                .ifPresent(record ->
                        assertThat(StsRecordParser.parse(record.text()).value()).contains(record));
    }

    @FuzzTest(maxDuration = "60s")
    void tlsRptRecord(byte[] bytes) {
        var parsed = TlsRptRecordParser.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        assertJudged(parsed);
        parsed.value()
                .ifPresent(record -> assertThat(
                                TlsRptRecordParser.parse(record.text()).value())
                        .contains(record));
    }

    @FuzzTest(maxDuration = "60s")
    void mxPattern(byte[] bytes) {
        var parsed = MxPattern.parse(new String(bytes, StandardCharsets.UTF_8));
        assertJudged(parsed);
        parsed.value()
                .ifPresent(pattern ->
                        assertThat(MxPattern.parse(pattern.text()).value()).contains(pattern));
    }

    private static void assertJudged(Parsed<?> parsed) {
        assertThat(parsed.valid())
                .isEqualTo(parsed.remarks().stream().noneMatch(r -> r.severity() == Remark.Severity.ERROR));
        assertThat(parsed.remarks()).allSatisfy(remark -> {
            assertThat(remark.seen()).hasSizeLessThanOrEqualTo(Excerpt.LIMIT);
            assertThat(remark.message()).matches("[ -~]+").hasSizeLessThan(400);
        });
    }
}
