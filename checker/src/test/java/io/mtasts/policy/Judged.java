package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** What holds of every text that was parsed. */
public final class Judged {
    /** Every other field that a policy needs, so that a line can be tried alone. */
    private static final List<String> FIELDS = List.of("version: STSv1", "mode: enforce", "mx: a", "max_age: 604800");

    private Judged() {}

    /** Of a kind of text for which nothing is written down as a remedy. */
    public static void holds(Parsed<?> parsed) {
        holds(parsed, _ -> false);
    }

    /** @param accepts whether the parser takes what a remark says to write */
    public static void holds(Parsed<?> parsed, Predicate<String> accepts) {
        assertThat(parsed.valid())
                .isEqualTo(parsed.remarks().stream().noneMatch(r -> r.severity() == Remark.Severity.ERROR));
        for (var remark : parsed.remarks()) {
            assertThat(remark.seen()).hasSizeLessThanOrEqualTo(Excerpt.LIMIT);
            assertThat(remark.message()).hasSizeBetween(1, 1_200);
            assertThat(remark.message().chars().allMatch(c -> c >= ' ' && c <= '~'))
                    .as(remark.message())
                    .isTrue();
            assertThat(remark.write())
                    .as("what is to be written instead: %s", remark.message())
                    .allMatch(accepts);
            assertThat(remark.problem()).as("a remedy that nobody checks").doesNotContain("write ");
        }
    }

    /** What is wrong, without what to write instead: NearMissTest is about that. */
    public static String withoutRemedy(Remark remark) {
        return new Remark(remark.severity(), remark.kind(), remark.at(), remark.seen(), remark.problem()).message();
    }

    static boolean isLineOfAPolicy(String line) {
        var name = line.substring(0, line.indexOf(':') + 1);
        var body = FIELDS.stream()
                .map(field -> field.startsWith(name) ? line : field)
                .reduce("", (before, field) -> before + field + "\n");
        return FIELDS.stream().anyMatch(field -> field.startsWith(name))
                && StsPolicyParser.parse(body.getBytes(StandardCharsets.UTF_8)).valid();
    }

    static boolean isRecord(String text) {
        return StsRecordParser.parse(text).valid();
    }

    static boolean isTlsRptRecord(String text) {
        return TlsRptRecordParser.parse(text).valid();
    }

    static boolean isPattern(String text) {
        return MxPattern.parse(text).valid();
    }
}
