package io.mtasts.tlsrpt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.policy.Parsed;
import io.mtasts.policy.Remark;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.tlsrpt.TlsReport.Detail;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsReportParserTest {
    private static final String GOOD = """
        {"organization-name":"o","date-range":{"start-datetime":"2026-11-23T00:00:00Z","end-datetime":"2026-11-24T00:00:00Z"},\
        "contact-info":"c","report-id":"i","policies":[{"policy":{"policy-type":"sts","policy-domain":"example.com"},\
        "summary":{"total-successful-session-count":2,"total-failure-session-count":1},\
        "failure-details":[{"result-type":"validation-failure","failed-session-count":1}]}]}\
        """;

    @Test
    void aReport() {
        assertThat(parse(GOOD))
                .isEqualTo(new Parsed<>(
                        Optional.of(new TlsReport(
                                Optional.of("o"),
                                Optional.of("i"),
                                Optional.of("c"),
                                Instant.parse("2026-11-23T00:00:00Z"),
                                Instant.parse("2026-11-24T00:00:00Z"),
                                List.of(new PolicyResult(
                                        "sts",
                                        Optional.of("example.com"),
                                        List.of(),
                                        List.of(),
                                        2,
                                        1,
                                        List.of(detail("validation-failure", 1)))))),
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|there is no report: the text is empty",
                "' \n'|there is no report: the text is empty",
                "[]|line 1, character 1: the report must be an object, in braces",
                "'\"text\"'|line 1, character 1, \"text\": the report must be an object, in braces",
                "{|line 1, character 2: the report is truncated: it ends within a value",
                "{\"a\":tru|line 1, character 9: this is not JSON: Unrecognized token 'tru': was expecting (JSON"
                        + " String, Number, Array, Object or token 'null', 'true' or 'false')",
                "{'a':1}|line 1, character 2, \"'a':1}\": this is not JSON: Unexpected character (''' (code 39)): was"
                        + " expecting double-quote to start field name",
                "{\"a\":NaN}|line 1, character 9, \"}\": this is not JSON: Non-standard token 'NaN': enable"
                        + " `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
                "'PK\u0003\u0004'|this is a zip archive: take the report out of it",
            })
    void isNoReport(String text, String message) {
        assertThat(errors(parse(text))).containsExactly(message);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":/**/1}",
                "{\"a\":1}//",
                "{\"a\":1};",
                "{\"a\":1}\u0000",
                "{\"a\":\u00a01}",
                "{\"a\":Infinity}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":1]",
                "\f{}",
                "}",
                "{}}"
            })
    void isNotJson(String text) {
        assertThat(errors(parse(text)))
                .anySatisfy(error -> assertThat(error).containsAnyOf("this is not JSON: ", "a second value follows"));
    }

    @Test
    void aSecondValueIsAnError() {
        assertThat(errors(parse(GOOD + "\n{}")))
                .containsExactly("line 2, character 1: a second value follows: a report is a single value");
        assertThat(parse("\r\n\t " + GOOD + " \r\n").valid()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\u00FF\u00FE{|byte 1 is wrong; save it as UTF-8 without a byte order mark", // UTF-16
                "{\"\u00C3\"|byte 3 is wrong", // cut
                "{\"\u00C0\u0080\"|byte 3 is wrong", // overlong
                "{\"\u00ED\u00A0\u0080\"|byte 3 is wrong", // a surrogate
                "{\"\u00F4\u0090\u0080\u0080\"|byte 3 is wrong", // beyond U+10FFFF
                "{\"\u00E2\u0082|byte 3 is wrong",
            })
    void isNotUtf8(String bytes, String message) {
        assertThat(errors(TlsReportParser.parse(bytes.getBytes(ISO_8859_1))))
                .containsExactly("the report is not UTF-8: " + message);
    }

    @Test
    void isNotUtf8SomewhereFarIn() {
        var text = GOOD.replace("\"o\"", "\"" + "\u00fc".repeat(20_000) + "\u00ff\"");
        var bytes = text.getBytes(UTF_8);
        bytes[60_000 / 2] = (byte) 0xff;
        assertThat(errors(TlsReportParser.parse(bytes)))
                .containsExactly("the report is not UTF-8: byte 30001 is wrong");
    }

    @Test
    void aByteOrderMarkIsTolerated() {
        var parsed = parse("\uFEFF" + GOOD);
        assertThat(parsed.valid()).isTrue();
        assertThat(parsed.remarks())
                .extracting(Remark::kind, Remark::severity, Remark::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Kind.ReportTolerated, Severity.WARNING, "a byte order mark precedes the report: remove it"));
        assertThat(parse("\uFEFF\uFEFF" + GOOD).valid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T00:00:00Z,            2026-11-23T00:00:00Z",
        "2026-11-23t00:00:00z,            2026-11-23T00:00:00Z",
        "2026-11-23T00:00:00.123456789Z,  2026-11-23T00:00:00Z",
        "2026-11-23T00:00:00+01:30,       2026-11-22T22:30:00Z",
        "2026-11-23T00:00:00-23:59,       2026-11-23T23:59:00Z",
        "2026-11-23T23:59:60Z,            2026-11-23T23:59:59Z",
        "2024-02-29T00:00:00-00:00,       2024-02-29T00:00:00Z",
        "2026-11-23T00:00:00,             2026-11-23T00:00:00Z",
        "2026-11-23 00:00:00Z,            2026-11-23T00:00:00Z",
    })
    void times(String text, String instant) {
        assertThat(ReportTime.of(text).orElseThrow().instant()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T00:00:61Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-23T00:00:00+24:00",
                "2026-11-23T00:00:00+0100",
                "2026-11-23T00:00:00+01",
                "2026-11-23T00:00:00.Z",
                "2026-11-23T00:00:00 Z",
                "+2026-11-23T00:00:00Z",
                "1764028800",
                "\u0662026-11-23T00:00:00Z"
            })
    void noTimes(String text) {
        assertThat(ReportTime.of(text)).isEmpty();
    }

    @Test
    void anEndBeforeTheStartIsTolerated() {
        var parsed = parse(GOOD.replace("11-24", "11-22"));
        assertThat(parsed.valid()).isTrue();
        assertThat(parsed.remarks()).extracting(Remark::message).containsExactly("date-range ends before it begins");
    }

    @Test
    void failuresOfOneTypeAreAddedUpWorstFirst() {
        var details = IntStream.rangeClosed(1, 9)
                .mapToObj(
                        "{\"result-type\":\"t%1$d\",\"failed-session-count\":%1$d,\"receiving-mx-hostname\":\"h%1$d\"}"
                                ::formatted)
                .collect(Collectors.joining(","));
        var parsed = parse(GOOD.replaceAll(
                "(?<=failure-details\":\\[).*?(?=])", details + "," + details.replaceAll("t\\d", "t4")));
        var failures = parsed.value().orElseThrow().policies().getFirst().failures();
        assertThat(failures)
                .map(Failure::resultType)
                .startsWith("t4", "t9", "t8")
                .hasSize(9);
        assertThat(failures.getFirst())
                .isEqualTo(failure("t4", 49, "h4", "h1", "h2", "h3", "h5", "h6", "h7", "h8", "h9"));
    }

    private static Failure failure(String type, long count, String... hosts) {
        return new Failure(type, count, List.of(hosts), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Detail detail(String type, long count) {
        return new Detail(
                type,
                count,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The first words say what it is, since its reader has taken it for a report. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'From MAILER-DAEMON Mon Nov 30 04:06:12 2026\n"
                        + "'|this is a mailbox with several e-mails: save the attachment of one of them",
                "'DKIM-Signature: v=1; d=mox.example'|this is an e-mail: save its attachment",
                "'<?xml version=\"1.0\"?>\n<feedback>'|this is a DMARC report (XML), not a TLS report",
                "'<!doctype html><title>x</title>'|this is XML or HTML, not a TLS report",
                "'H4sICDT2DGsAA3IuanNvbgDdV1FP2zAQ/itWHqc5\n"
                    + "spOm'|this is base64, as used for e-mail attachments: decode it first, for example with base64"
                    + " -d",
            })
    void whatElseItIs(String text, String message) {
        assertThat(errors(parse(text))).containsExactly(message);
    }

    @Test
    void twiceCompressed() throws Exception {
        var twice = Gzip.of(Gzip.of(GOOD.getBytes(UTF_8)));
        assertThat(errors(TlsReportParser.parse(twice)))
                .containsExactly("this is compressed with gzip twice: decompress it once, for example with gunzip");
    }

    @Test
    void countsBeyondAnyNumberStayOne() {
        var most = "{\"result-type\":\"t\",\"failed-session-count\":9007199254740991}";
        var parsed = parse(GOOD.replaceAll("(?<=failure-details\":\\[).*?(?=])", most + ("," + most).repeat(2_000)));
        assertThat(parsed.value().orElseThrow().policies().getFirst().failures())
                .containsExactly(failure("t", 9_007_199_254_740_991L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9, 10, 20, 100})
    void aCutGzipFileIsAnError(int missing) throws Exception {
        var gzip = Gzip.of(GOOD.getBytes(UTF_8));
        var cut = Arrays.copyOf(gzip, gzip.length - missing);
        assertThat(errors(TlsReportParser.parse(cut)))
                .containsExactly("the gzip data is truncated at byte %d: get the report again".formatted(cut.length));
    }

    @Test
    void eachCutOfAGzipFileIsAnError() throws Exception {
        var gzip = Gzip.of(GOOD.getBytes(UTF_8));
        for (int length = 2; length < gzip.length; length++) {
            assertThat(TlsReportParser.parse(Arrays.copyOf(gzip, length)).valid())
                    .isFalse();
        }
    }

    @Test
    void aDamagedGzipFileIsAnError() throws Exception {
        var gzip = Gzip.of(GOOD.getBytes(UTF_8));
        for (int damaged : new int[] {gzip.length - 1, gzip.length - 8}) { // length, checksum
            var copy = gzip.clone();
            copy[damaged]++;
            assertThat(errors(TlsReportParser.parse(copy)))
                    .containsExactly("the gzip data is damaged: its checksum does not match; get the report again");
        }
        var odd = gzip.clone();
        odd[10] = (byte) 0xff; // no kind of block
        assertThat(errors(TlsReportParser.parse(odd)).getFirst()).startsWith("the gzip data is damaged near byte ");
        odd[2] = 7;
        assertThat(errors(TlsReportParser.parse(odd)))
                .containsExactly("the gzip data is of a kind that RFC 1952 does not define: compress it with gzip");
    }

    @Test
    void gzipMembersFollowEachOtherAndNothingElseDoes() throws Exception {
        var half = GOOD.length() / 2;
        var first = Gzip.of(GOOD.substring(0, half).getBytes(UTF_8));
        var second = Gzip.of(GOOD.substring(half).getBytes(UTF_8));
        assertThat(TlsReportParser.parse(joined(first, second)).valid()).isTrue();
        assertThat(errors(TlsReportParser.parse(joined(first, second, new byte[] {0}))))
                .containsExactly("something else follows the end of the gzip data, at byte %d: remove it"
                        .formatted(first.length + second.length + 1));
    }

    @Test
    void everyFieldOfAGzipHeaderIsReadPast() throws Exception {
        var plain = Gzip.of(GOOD.getBytes(UTF_8));
        var header =
                new byte[] {0x1f, (byte) 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y', 'n', 0, 'c', 'c', 0, 9, 9};
        assertThat(TlsReportParser.parse(joined(header, Arrays.copyOfRange(plain, 10, plain.length)))
                        .valid())
                .isTrue();
    }

    @Test
    void moreThan16MiBIsNotReadCompressedOrNot() throws Exception {
        int limit = TlsReportParser.READ_LIMIT;
        var blanks = " ".repeat(limit - GOOD.length());
        assertThat(parse(GOOD + blanks).valid()).isTrue();
        assertThat(TlsReportParser.parse(Gzip.of((GOOD + blanks).getBytes(UTF_8)))
                        .valid())
                .isTrue();
        assertThat(errors(parse(GOOD + blanks + " ")))
                .containsExactly("the report has more than 16777216 bytes and was not read");
        assertThat(errors(TlsReportParser.parse(Gzip.of((GOOD + blanks + " ").getBytes(UTF_8)))))
                .containsExactly("the report has more than 16777216 bytes and was not read further");
    }

    /** A thousand times as much as may be read, in a file of 17 MB: it ends at the limit. */
    @Test
    void aDecompressionBombIsLeftAtTheLimit() throws Exception {
        var member = Gzip.of(" ".repeat(1 << 20).getBytes(UTF_8));
        var bomb = new byte[member.length * (TlsReportParser.READ_LIMIT / member.length)];
        for (int at = 0; at < bomb.length; at += member.length) {
            System.arraycopy(member, 0, bomb, at, member.length);
        }
        assertThat(errors(TlsReportParser.parse(bomb)))
                .containsExactly("the report has more than 16777216 bytes and was not read further");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"k%d\":1|,\"k%d\":1|}|this is not a report: an object has more than 1000 members",
                "{\"policies\":[{\"policy\":{\"policy-type\":\"sts\"},\"summary\":{\"total-successful-session-count\":1,"
                    + "\"total-failure-session-count\":0}}|,{\"policy\":{\"policy-type\":\"sts\"},\"summary\":{\"total-successful-session-count\":1,\"total-failure-session-count\":0}}|]}|the"
                    + " report has more than 1000 policies and was not read further",
                "{\"a\":[|[|]|no report has a string of more than 65536 characters, a name of more than 1024, a number"
                        + " of more than 64, or values nested more than 64 deep: it was not read further",
                "{\"a\":\"|xxxxxxxx|\"}|no report has a string of more than 65536",
                "{\"|xxxxxxxx|\":1}|no report has a string of more than 65536",
                "{\"a\":1|00000000|}|no report has a string of more than 65536",
                "{\"a\":1|00000000|.5}|no report has a string of more than 65536",
                "{\"policies\":[{\"failure-details\":[{\"result-type\":\"t\",\"failed-session-count\":1}|,"
                        + "{\"result-type\":\"%d\",\"failed-session-count\":1}|]}]}|a policy has"
                        + " more than 100 result types: the report was not read further",
                "{\"policies\":[{\"failure-details\":[{\"result-type\":\"t\",\"failed-session-count\":1}|,"
                        + "{\"result-type\":\"t\",\"failed-session-count\":1}|]}]}|the report has more than 10000"
                        + " failure-details and was not read further",
            })
    void whatWouldFillTheMemoryIsNotReadFurther(String begin, String middle, String end, String message) {
        var text = new StringBuilder(begin.formatted(0));
        IntStream.rangeClosed(1, 20_000).forEach(i -> text.append(middle.formatted(i)));
        assertThat(errors(parse(text + end)))
                .anySatisfy(error -> assertThat(error).contains(message));
    }

    @Test
    void manyRemarksAreCounted() {
        var parsed = parse(GOOD.replaceAll("(?<=failure-details\":\\[).*?(?=])", "1" + ",1".repeat(100_000)));
        assertThat(parsed.remarks()).hasSize(Parsed.REMARKS_LIMIT + 1);
        assertThat(parsed.remarks().getLast().message()).isEqualTo("and 99981 more like these");
    }

    private static List<String> errors(Parsed<TlsReport> parsed) {
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.remarks())
                .filteredOn(remark -> remark.severity() == Severity.ERROR)
                .extracting(Remark::kind)
                .containsOnly(Kind.ReportMalformed);
        return parsed.remarks().stream()
                .filter(remark -> remark.severity() == Severity.ERROR)
                .map(Remark::message)
                .toList();
    }

    private static Parsed<TlsReport> parse(String text) {
        return TlsReportParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
