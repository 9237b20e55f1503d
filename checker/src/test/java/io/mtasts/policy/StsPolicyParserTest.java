package io.mtasts.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts here have one char per byte, and a {@code /} for the end of a line where they are bodies. */
class StsPolicyParserTest {
    private static final StsPolicy BASE =
            new StsPolicy(Mode.ENFORCE, List.of(new MxPattern("mx1.example.com")), 604_800);
    private static final String TOO_LONG_NAME = "x23456789012345678901234567890123";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800",
                "version:STSv1/mode:enforce/mx:mx1.example.com/max_age:604800",
                "version: \t STSv1 \t/mode:enforce\t/mx:\tmx1.example.com /max_age: 604800 ",
                "max_age: 0000604800/mx: MX1.Example.COM/mode: enforce/version: STSv1",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/x-1._: a  b: c#",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/note: gr\u00C3\u00BCn"
                        + " \u00F0\u009F\u0098\u0080",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/x: \u00C2\u0085", // UTF8-2 begins at
                // U+0080
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/x:"
                        + " \u00EF\u00BB\u00BF\u00F4\u008F\u00BF\u00BF",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/x: ::/y: =;,\"",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/x2345678901234567890123456789012: a",
                "version: STSv1/mode: enforce/mx: mx1.example.com/max_age: 604800/0: a\t \t",
                "x: a/version: STSv1/y: b/mode: enforce/mx: mx1.example.com/max_age: 604800",
            })
    void good(String body) {
        for (var lineEnd : List.of("\n", "\r\n")) {
            var parsed = parse(body.replace("/", lineEnd));
            assertThat(parsed.value()).contains(BASE);
            assertThat(byTheRfc(parsed)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "max_age: 7d|max_age must be a whole number of seconds, at most 31557600",
                "max_age:|max_age must be a whole number of seconds, at most 31557600",
                "max_age: -1|max_age must be a whole number of seconds, at most 31557600",
                "max_age: +1|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 1.5|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 60 0|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 31557601|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 9999999999|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 00000604800|max_age must be a whole number of seconds, at most 31557600", // eleven digits
                "max_age: 99999999999999999999|max_age must be a whole number of seconds, at most 31557600",
                "max_age: \u00D9\u00A1|max_age must be a whole number of seconds, at most 31557600", // an Arabic one
                "max_age: 0x10|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 1e3|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 604800;|a policy has no semicolons",
                "'max_age: 604800\u0000'|max_age must be a whole number of seconds, at most 31557600",
                "max_age: 604\u00A0800|max_age must be a whole number of seconds, at most 31557600",
                "version: STSv1;|a policy has no semicolons",
                "version: STSv1.0|version must be STSv1, spelled exactly like this",
                "version: \u000BSTSv1|version must be STSv1, spelled exactly like this", // no WSP
                "version: STSv2|version must be STSv1, spelled exactly like this",
                "version: stsv1|version must be STSv1, spelled exactly like this",
                "version:|version must be STSv1, spelled exactly like this",
                "mode: Enforce|mode must be enforce, testing or none, in lower case",
                "mode: report|mode must be enforce, testing or none, in lower case",
                "mode: enforce testing|mode must be enforce, testing or none, in lower case",
                "mode: enforce;|a policy has no semicolons",
                "'mode: enforce\u000C'|mode must be enforce, testing or none, in lower case", // no WSP
                "mode: \u00A0enforce|mode must be enforce, testing or none, in lower case",
                "mode:|mode must be enforce, testing or none, in lower case",
                "'mx: mx1.example.com\u0000'|mx must be a host name of letters, digits, hyphens and dots, for example"
                        + " mx1.example.com",
                "mx: <mx1.example.com>|mx must be a host name of letters, digits, hyphens and dots, for example"
                        + " mx1.example.com",
                "mx: [192.0.2.1]|mx must be a host name, not an address: the name that is in the MX record",
                "mx: .example.com|mx must not begin with a dot",
                "mx: mx1.example.com.|mx must not end with a dot",
                "mx: b\u00C3\u00BCcher.example|mx must be written in ASCII, as A-labels (xn--...)",
                "mx: \u00FF.example|mx must be written in ASCII, as A-labels (xn--...)",
                "mx:|mx must name a mail server, for example mx1.example.com or *.example.com",
            })
    void badValue(String line, String problem) {
        var name = line.substring(0, line.indexOf(':'));
        var parsed = parse(BASE.body().replaceFirst("(?m)^" + name + ": .*$", line));
        int number = List.of("version", "mode", "mx", "max_age").indexOf(name) + 1;
        assertThat(parsed.value()).isEmpty();
        assertThat(byTheRfc(parsed))
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(
                        Severity.ERROR,
                        Kind.PolicyMalformed,
                        "line " + number + ", \"" + Excerpt.of(line) + "\": " + problem));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|line 5: an empty line is not allowed: remove it",
                "' \t'|line 5, \" \\x09\": an empty line is not allowed: remove it",
                "# a comment: no|line 5, \"# a comment: no\": a policy has no comments: remove the line",
                "mx mx2.example.com|line 5, \"mx mx2.example.com\": a line must be written \"name: value\"",
                "x:|line 5, \"x:\": a value must be at least one character of UTF-8 text, without tabs or other"
                        + " control characters",
                "x: a\tb|line 5, \"x: a\\x09b\": a value must be at least one character of UTF-8 text, without tabs or"
                        + " other control characters",
                "'x: \u0000'|line 5, \"x: \\x00\": a value must be at least one character of UTF-8 text, without tabs"
                        + " or other control characters",
                "x: \u007F|line 5, \"x: \\x7F\": a value must be at least one character of UTF-8 text, without tabs or"
                        + " other control characters",
                "x: \u00F4\u0090\u0080\u0080|line 5, \"x: \\xF4\\x90\\x80\\x80\": a value must be at least one"
                        + " character of UTF-8 text, without tabs or other control characters", // beyond U+10FFFF
                "x: \u00F8\u0088\u0080\u0080\u0080|line 5, \"x: \\xF8\\x88\\x80\\x80\\x80\": a value must be at least"
                        + " one character of UTF-8 text, without tabs or other control characters", // five octets
                "; x: a|line 5, \"; x: a\": a field's name must be 1 to 32 letters, digits, \"_\", \"-\" or \".\","
                        + " starting with a letter or a digit, without spaces before \":\"",
                "x: \u00C3|line 5, \"x: \\xC3\": a value must be at least one character of UTF-8 text, without tabs or"
                        + " other control characters",
                "x: \u00ED\u00A0\u0080|line 5, \"x: \\xED\\xA0\\x80\": a value must be at least one character of UTF-8"
                        + " text, without tabs or other control characters", // a surrogate
                "x: \u00C0\u0080|line 5, \"x: \\xC0\\x80\": a value must be at least one character of UTF-8 text,"
                        + " without tabs or other control characters", // an overlong zero
            })
    void badLine(String line, String message) {
        assertOneError(BASE.body() + line + "\n", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mx : a", " mx: a", "-x: a", "x/y: a", "\u00E9: a", ": a", TOO_LONG_NAME + ": a"})
    void badName(String line) {
        assertOneError(
                BASE.body() + line + "\n",
                "line 5, \"" + Excerpt.of(line) + "\": a field's name must be 1 to 32 letters, digits, \"_\", \"-\" or"
                        + " \".\", starting with a letter or a digit, without spaces before \":\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x: a\rb\n'|x: a\\x0Db",
                "'x: a\r\r\n'|x: a\\x0D",
                "'x: a\r'|x: a\\x0D",
                "'\r'|\\x0D",
            })
    void loneCarriageReturn(String end, String seen) {
        assertOneError(
                BASE.body() + end,
                "line 5, \"" + seen
                        + "\": a carriage return must be followed by a line feed: end each line with CRLF, or"
                        + " with LF alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: enforce/mx: a/max_age: 604800|version is missing: add the line \"version: STSv1\"",
                "version: STSv1/mx: a/max_age: 604800|mode is missing: add a line \"mode: testing\", or enforce or"
                        + " none",
                "version: STSv1/mode: testing/max_age: 604800|mx is missing: add a line \"mx: HOST\" for each mail"
                        + " server; only mode none needs none",
                "version: STSv1/mode: enforce/mx: a|max_age is missing: add a line \"max_age: 604800\" (seconds, here a"
                        + " week)",
            })
    void missing(String body, String message) {
        assertOneError(body.replace("/", "\n"), message);
    }

    @Test
    void everythingIsMissing() {
        assertThat(parse("").remarks())
                .extracting(Remark::problem)
                .map(problem -> problem.substring(0, problem.indexOf(' ')))
                .containsExactly("version", "mode", "max_age");
    }

    @Test
    void byteOrderMark() {
        assertThat(parse("\u00EF\u00BB\u00BF" + BASE.body()).remarks())
                .extracting(Judged::withoutRemedy)
                .containsExactly(
                        "line 1, \"\\xEF\\xBB\\xBFversion: STSv1\": a byte order mark is not allowed: save the policy"
                                + " as UTF-8 without it");
    }

    @Test
    void lineEndsMayBeMixedAndOthersAreNone() {
        assertThat(parse("version: STSv1\r\nmode: enforce\nmx: mx1.example.com\r\nmax_age: 604800")
                        .value())
                .contains(BASE);
        for (var other : List.of("\r", "\u000B", "\u000C", "\u0085", "\u00C2\u0085", "\u00E2\u0080\u00A8", "\u0000")) {
            assertThat(parse(BASE.body().replace("\r\n", other)).valid()).isFalse();
        }
    }

    @Test
    void anEmptyLastLineIsOne() {
        assertOneError(BASE.body() + "\r\n", "line 5: an empty line is not allowed: remove it");
        assertOneError("\n" + BASE.body(), "line 1: an empty line is not allowed: remove it");
    }

    @Test
    void modeNoneMayHavePatternsAndTheyMustBeRight() {
        var none = "version: STSv1\nmode: none\nmax_age: 86400\n";
        assertThat(parse(none + "mx: *.example.com\n").value().orElseThrow().mx())
                .hasSize(1);
        assertOneError(
                none + "mx: *\n",
                "line 4, \"mx: *\": a wildcard must be the whole leftmost label and only that, for"
                        + " example *.example.com");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "version: STSv2|FieldRepeated|WARNING|version is repeated with another value: the first, on line 1,"
                        + " counts",
                "mode: testing|FieldRepeated|WARNING|mode is repeated with another value: the first, on line 2, counts",
                "mode: enforce|FieldRepeated|WARNING|mode is repeated: the first, on line 2, counts",
                "max_age: 7d|FieldRepeated|WARNING|max_age is repeated with another value: the first, on line 4,"
                        + " counts",
                "Mode: none|PolicyMalformed|WARNING|senders ignore Mode, case matters",
                "VERSION: STSv2|PolicyMalformed|WARNING|senders ignore VERSION, case matters",
                "mode:|FieldRepeated|WARNING|mode is repeated with another value: the first, on line 2, counts",
                "mode: \u00FF|FieldRepeated|WARNING|mode is repeated with another value: the first, on line 2, counts",
                "MX: mx2.example.com|PolicyMalformed|WARNING|senders ignore MX, case matters",
            })
    void ignored(String line, Kind kind, Severity severity, String problem) {
        var parsed = parse(BASE.body() + line);
        assertThat(parsed.value()).contains(BASE);
        assertThat(byTheRfc(parsed))
                .extracting(Remark::severity, Remark::kind, Remark::at, Remark::seen, Remark::problem)
                .containsExactly(tuple(severity, kind, Position.ofLine(5), Excerpt.of(line), problem));
    }

    @Test
    void theFirstOfARepeatedExtensionCountsToo() {
        var parsed = parse(BASE.body() + "x: a\nx:\n");
        assertThat(parsed.value()).contains(BASE);
        assertThat(byTheRfc(parsed))
                .extracting(Judged::withoutRemedy)
                .containsExactly(
                        "line 6, \"x:\": x is repeated with another value: the first, on line 5, counts; a stricter"
                                + " sender discards the whole policy");
    }

    @Test
    void theFirstOfARepeatedFieldCountsEvenWhenItIsTheMalformedOne() {
        var parsed = parse("version: STSv1\nmode: maybe\nmode: none\nmax_age: 86400\n");
        assertThat(parsed.value()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "enforce|mx: a|0|MaxAgeShort|WARNING|max_age 0: senders that follow the RFC do not cache the policy,"
                        + " so it protects nothing; 604800 (a week) is usual",
                "enforce|mx: a|86399|MaxAgeShort|WARNING|max_age 86399 is less than a day: senders soon forget the"
                        + " policy; 604800 (a week) is usual",
                "enforce|mx: a|86400|||",
                "enforce|mx: a|2592000|||",
                "enforce|mx: a|2592001|MaxAgeLong|WARNING|max_age 2592001 is more than 30 days: senders keep the"
                        + " policy for that long after you leave",
                "enforce|mx: a|31557600|MaxAgeLong|WARNING|max_age 31557600 is more than 30 days: senders keep the"
                        + " policy for that long after you leave",
                "enforce|mx: 192.0.2.1|604800|PatternUnused|WARNING|mx 192.0.2.1 is an address, which no MX record can"
                        + " name: use the host name",
                "testing|mx: a|604800|ModeTesting|INFO|mode testing: senders report failures but still deliver",
                "none|x: y|86400|ModeNone|INFO|mode none: as if the domain had no policy",
            })
    void advice(String mode, String line, long maxAge, Kind kind, Severity severity, String message) {
        var parsed = parse("version: STSv1\nmode: %s\n%s\nmax_age: %d".formatted(mode, line, maxAge));
        assertThat(parsed.value()).map(StsPolicy::maxAgeSeconds).contains(maxAge);
        if (kind == null) {
            assertThat(byTheRfc(parsed)).isEmpty();
        } else {
            assertThat(byTheRfc(parsed))
                    .extracting(Remark::kind, Remark::severity, Judged::withoutRemedy)
                    .containsExactly(tuple(kind, severity, message));
        }
    }

    @Test
    void patternsKeepTheirOrderAndARepeatedOneIsMentioned() {
        var parsed = parse("version: STSv1\nmode: enforce\nmx: b\nmx: *.a\nmx: B\nmax_age: 604800\n");
        assertThat(parsed.value().orElseThrow().mx()).map(MxPattern::text).containsExactly("b", "*.a", "b");
        assertThat(byTheRfc(parsed))
                .extracting(Remark::severity, Judged::withoutRemedy)
                .containsExactly(
                        tuple(Severity.INFO, "line 5, \"mx: B\": the same pattern as on line 3: once is enough"));
    }

    @Test
    void manyRemarksAreCounted() {
        var parsed = parse(BASE.body() + "mode: none\n".repeat(30) + "?\n".repeat(1_000));
        assertThat(parsed.remarks()).hasSize(2 * (Parsed.REMARKS_LIMIT + 1));
        assertThat(parsed.remarks().getLast().message()).isEqualTo("and 11 more like these");
        assertThat(parsed.remarks()).extracting(Judged::withoutRemedy).contains("and 980 more like these");
    }

    @Test
    void beyond64KiBIsAWarning() {
        var filler =
                "x: " + "y".repeat(StsPolicyParser.SENDER_LIMIT - BASE.body().length() - 4) + "\n";
        assertThat(byTheRfc(parse(BASE.body() + filler))).isEmpty();

        var parsed = parse(BASE.body() + "z" + filler);
        assertThat(parsed.value()).contains(BASE);
        assertThat(byTheRfc(parsed))
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(
                        Severity.WARNING,
                        Kind.PolicyTooLarge,
                        "the policy has 65537 bytes: senders may stop at 65536"));
    }

    @Test
    void beyond1MiBIsNotRead() {
        var parsed = StsPolicyParser.parse(new byte[StsPolicyParser.READ_LIMIT + 1]);
        assertThat(byTheRfc(parsed))
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(
                        Severity.ERROR,
                        Kind.PolicyTooLarge,
                        "the policy has more than 1048576 bytes and was not read: senders stop at 65536"));
    }

    @Test
    void soManyUnknownNamesAreKeptAndNoMore() {
        var names = IntStream.range(0, 5_000).mapToObj("n%d: x\n"::formatted).collect(Collectors.joining());
        var parsed = parse(BASE.body() + names + "n0: y\nn4999: y\nmode: none\n");

        assertThat(parsed.value()).contains(BASE);
        assertThat(byTheRfc(parsed)).extracting(Remark::seen).containsExactly("n0: y", "mode: none");
    }

    /** Where senders disagree is what DisagreementTest is about. */
    private static List<Remark> byTheRfc(Parsed<StsPolicy> parsed) {
        return parsed.remarks().stream()
                .filter(remark -> remark.kind() != Kind.SendersDisagree)
                .toList();
    }

    private static void assertOneError(String body, String message) {
        var parsed = parse(body);
        assertThat(parsed.value()).isEmpty();
        assertThat(byTheRfc(parsed))
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(Severity.ERROR, Kind.PolicyMalformed, message));
    }

    private static Parsed<StsPolicy> parse(String body) {
        return StsPolicyParser.parse(body.getBytes(ISO_8859_1));
    }
}
