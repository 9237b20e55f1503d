package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.tlsrpt.TlsRptRecord;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever we write we read again, and whatever others write we read in time proportional to its size. */
class RoundTripTest {
    private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LONG = 1024 * 1024;

    @RepeatedTest(200)
    void ofValues(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());

        var policy = policy(random);
        assertThat(StsPolicyParser.parse(policy.body().getBytes(StandardCharsets.US_ASCII))
                        .value())
                .contains(policy);

        var record = new StsRecord(new PolicyId(word(random, 1 + random.nextInt(PolicyId.LIMIT))));
        assertThat(StsRecordParser.parse(record.text())).isEqualTo(new Parsed<>(Optional.of(record), List.of()));

        var tlsRpt = new TlsRptRecord(listOf(1 + random.nextInt(4), i -> uri(random)));
        assertThat(TlsRptRecordParser.parse(tlsRpt.text())).isEqualTo(new Parsed<>(Optional.of(tlsRpt), List.of()));
    }

    @Test
    void everyPolicyHasAnIdOfItsOwn() {
        var random = new Random(1);
        var policies = IntStream.range(0, 500).mapToObj(i -> policy(random)).collect(Collectors.toSet());
        assertThat(policies.stream().map(policy -> PolicyId.of(policy.body(), 0)))
                .doesNotHaveDuplicates();
    }

    /** Seconds would do for a thousand times as much; anything quadratic would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                "\n",
                "\r",
                " ",
                "mx: a\n",
                "mx: 1.2.3.4\n",
                "x: \u00FF\n",
                "mx: .",
                ".",
                "mode:\n",
                "mx: \u00FC"
            })
    @Timeout(20)
    void policyOfAMebibyte(String repeated) {
        var body = "version: STSv1\nmode: enforce\nmx: " + repeated.repeat(LONG / repeated.length());
        assertThat(StsPolicyParser.parse(body.getBytes(StandardCharsets.ISO_8859_1))
                        .valid())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "=", ",", " ", "\t;", "a=;", "id=a;", "rua=,", ",mailto:a", "%", "@", "[", "https://"})
    @Timeout(20)
    void recordOfAMebibyte(String repeated) {
        var fields = repeated.repeat(LONG / repeated.length());
        assertThat(StsRecordParser.parse("v=STSv1;" + fields + "?").valid()).isFalse();
        assertThat(TlsRptRecordParser.parse("v=TLSRPTv1; rua=" + fields + "\"").valid())
                .isFalse();
    }

    private static StsPolicy policy(Random random) {
        var mode = Mode.values()[random.nextInt(Mode.values().length)];
        int patterns = random.nextInt(5) + (mode == Mode.NONE ? 0 : 1);
        return new StsPolicy(
                mode,
                listOf(patterns, i -> new MxPattern((random.nextInt(3) == 0 ? "*." : "") + host(random))),
                random.nextLong(StsPolicy.MAX_AGE_LIMIT_SECONDS + 1));
    }

    private static String host(Random random) {
        return String.join(".", listOf(1 + random.nextInt(3), i -> word(random, 1 + random.nextInt(63))));
    }

    private static String uri(Random random) {
        return random.nextBoolean()
                ? "mailto:" + word(random, 1 + random.nextInt(20)) + "%2C@" + host(random)
                : "https://" + host(random) + ":" + random.nextInt(65_536) + "/?a=" + word(random, 3);
    }

    private static String word(Random random, int length) {
        return random.ints(length, 0, LETTERS_AND_DIGITS.length())
                .mapToObj(i -> LETTERS_AND_DIGITS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static <T> List<T> listOf(int size, IntFunction<T> element) {
        return IntStream.range(0, size).mapToObj(element).toList();
    }
}
