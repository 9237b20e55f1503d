package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StsRecordParserTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'v=STSv1; id=20160831085700Z;',          20160831085700Z",
        "'v=STSv1; id=20160831085700Z',           20160831085700Z",
        "'v=STSv1;id=a',                          a",
        "'v=STSv1;\t id=a \t;\t ',                a",
        "'v=STSv1; id=aB345678901234567890123456789012', aB345678901234567890123456789012",
        "'v=STSv1; ext=1; id=a',                  a", // the id need not come first
        "'v=STSv1; id=a; x-1._=!:</>~',           a",
        "'v=STSv1; Id=b; iD=c; id=a',             a", // names differ by case
        "'v=STSv1; id=a; X=1; x=2',               a",
        "'v=STSv1; 1=1; id=a',                    a",
        "'v=STSv1; id=a; x2345678901234567890123456789012=1', a",
    })
    void good(String text, String id) {
        var parsed = StsRecordParser.parse(text);
        assertThat(parsed.value()).contains(new StsRecord(new PolicyId(id)));
        assertThat(parsed.remarks()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|character 1: the record must begin with \"v=STSv1;\"",
                "v=STSv1|character 1, \"v=STSv1\": the record must begin with \"v=STSv1;\"",
                "v=stsv1; id=a|character 1, \"v=stsv1; id=a\": the record must begin with \"v=STSv1;\"",
                "V=STSv1; id=a|character 1, \"V=STSv1; id=a\": the record must begin with \"v=STSv1;\"",
                "v =STSv1; id=a|character 1, \"v =STSv1; id=a\": the record must begin with \"v=STSv1;\"",
                "v=STSv1, id=a|character 1, \"v=STSv1, id=a\": the record must begin with \"v=STSv1;\"",
                "v=STSv10; id=a|character 1, \"v=STSv10; id=a\": the record must begin with \"v=STSv1;\"",
                "v=STSv1\u00A0; id=a|character 1, \"v=STSv1\\xA0; id=a\": the record must begin with \"v=STSv1;\"",
                "\u00EF\u00BB\u00BFv=STSv1; id=a|character 1, \"\\xEF\\xBB\\xBFv=STSv1; id=a\": a byte order mark is"
                        + " not part of a record",
                "\"v=STSv1; id=a\"|character 1, \"\\\"v=STSv1; id=a\\\"\": quotation marks are not part of a"
                        + " record",
                "' v=STSv1; id=a'|character 1, \" v=STSv1; id=a\": the record must begin with \"v=STSv1;\"",
                "id=a; v=STSv1;|character 1, \"id=a; v=STSv1;\": the record must begin with \"v=STSv1;\"",
                "v=STSv1;|id is missing",
                "'v=STSv1; '|id is missing",
                "v=STSv1; x=1|id is missing",
                "v=STSv1; ID=a|id is missing: ID is a different name, since case matters",
                "v=STSv1; id=|character 10, \"id=\": id must be 1 to 32 letters and digits",
                "v=STSv1; id=2016-08-31|character 10, \"id=2016-08-31\": id must be 1 to 32 letters and digits",
                "v=STSv1; id=\u00B2|character 10, \"id=\\xB2\": id must be 1 to 32 letters and digits",
                "v=STSv1; id=\u0661|character 10, \"id=\\u0661\": id must be 1 to 32 letters and digits",
                "'v=STSv1; id=a\u0000'|character 10, \"id=a\\x00\": id must be 1 to 32 letters and digits",
                "'v=STSv1; id=a\n'|character 10, \"id=a\\x0A\": id must be 1 to 32 letters and digits",
                "'v=STSv1;id=a\u000B'|character 9, \"id=a\\x0B\": id must be 1 to 32 letters and digits", // no WSP
                "v=STSv1; id=a b|character 10, \"id=a b\": id must be 1 to 32 letters and digits",
                "v=STSv1; id= a|character 10, \"id= a\": id must be 1 to 32 letters and digits",
                "v=STSv1; id=a=|character 10, \"id=a=\": id must be 1 to 32 letters and digits",
                "v=STSv1; id=a,x=1|character 10, \"id=a,x=1\": id must be 1 to 32 letters and digits",
                "v=STSv1; id=123456789012345678901234567890123|character 10, \"id=123456789012345678901234567890123\":"
                        + " id must be 1 to 32 letters and digits",
                "v=STSv1;; id=a|character 9: there must be a field between two semicolons",
                "v=STSv1; ; id=a|character 10: there must be a field between two semicolons",
                "v=STSv1; id=a;;|character 15: there must be a field between two semicolons",
                "v=STSv1; id=a; x|character 16, \"x\": a field must be written name=value",
                "v=STSv1; id=a; x=|character 16, \"x=\": a field's value must be printable ASCII, at least one"
                        + " character, without \"=\" or spaces",
                "v=STSv1; id=a; x=1=2|character 16, \"x=1=2\": a field's value must be printable ASCII, at least one"
                        + " character, without \"=\" or spaces",
                "v=STSv1; id=a; x=1 2|character 16, \"x=1 2\": a field's value must be printable ASCII, at least one"
                        + " character, without \"=\" or spaces",
                "v=STSv1; id=a; x= 1|character 16, \"x= 1\": a field's value must be printable ASCII, at least one"
                        + " character, without \"=\" or spaces",
                "v=STSv1; id=a; x=\u00E9|character 16, \"x=\\xE9\": a field's value must be printable ASCII, at least"
                        + " one character, without \"=\" or spaces",
                "v=STSv1; id=a; x=\u007F|character 16, \"x=\\x7F\": a field's value must be printable ASCII, at least"
                        + " one character, without \"=\" or spaces",
                "v=STSv1; id=a; _x=1|character 16, \"_x=1\": a field's name must be 1 to 32 letters, digits, \"_\","
                        + " \"-\" or \".\", starting with a letter or a digit, without spaces before \"=\"",
                "v=STSv1; id=a; =1|character 16, \"=1\": a field's name must be 1 to 32 letters, digits, \"_\", \"-\""
                        + " or \".\", starting with a letter or a digit, without spaces before \"=\"",
                "v=STSv1; id=a; x =1|character 16, \"x =1\": a field's name must be 1 to 32 letters, digits, \"_\","
                        + " \"-\" or \".\", starting with a letter or a digit, without spaces before \"=\"",
                "v=STSv1; id =a; id=b|character 10, \"id =a\": a field's name must be 1 to 32 letters, digits, \"_\","
                        + " \"-\" or \".\", starting with a letter or a digit, without spaces before \"=\"",
                "v=STSv1; id=a; x23456789012345678901234567890123=1|character 16,"
                        + " \"x23456789012345678901234567890123=1\": a field's name must be 1 to 32 letters, digits,"
                        + " \"_\", \"-\" or \".\", starting with a letter or a digit, without spaces before \"=\"",
                "'v=STSv1; id=a '|character 14, \"id=a \": the record must not end with a space: end it with a"
                        + " semicolon, or with nothing",
            })
    void bad(String text, String message) {
        var parsed = StsRecordParser.parse(text);
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.remarks())
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(Severity.ERROR, Kind.RecordMalformed, message));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "v=STSv1 ; id=a|RecordBlank|character 1, \"v=STSv1 ;\": some senders discard a record with a space"
                        + " before the first semicolon",
                "v=STSv1\t \t;id=a|RecordBlank|character 1, \"v=STSv1\\x09 \\x09;\": some senders discard a record"
                        + " with a space before the first semicolon",
                "v=STSv1; id=a; v=STSv2|FieldRepeated|character 16, \"v=STSv2\": v is repeated: the first counts,"
                        + " senders ignore this one; a stricter sender discards the whole record",
                "v=STSv1; v=; id=a|FieldRepeated|character 10, \"v=\": v is repeated: the first counts, senders ignore"
                        + " this one; a stricter sender discards the whole record",
                "v=STSv1; id=a; id=b|FieldRepeated|character 16, \"id=b\": id is repeated: the first counts, senders"
                        + " ignore this one; a stricter sender discards the whole record",
                "v=STSv1; id=a; id=-|FieldRepeated|character 16, \"id=-\": id is repeated: the first counts, senders"
                        + " ignore this one; a stricter sender discards the whole record",
                "v=STSv1; id=a; x=1; x=|FieldRepeated|character 21, \"x=\": x is repeated: the first counts, senders"
                        + " ignore this one; a stricter sender discards the whole record",
            })
    void goodWithAWarning(String text, Kind kind, String message) {
        var parsed = StsRecordParser.parse(text);
        assertThat(parsed.value()).contains(new StsRecord(new PolicyId("a")));
        assertThat(parsed.remarks())
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(Severity.WARNING, kind, message));
    }

    @Test
    void theFirstOfARepeatedFieldCountsEvenWhenItIsTheMalformedOne() {
        assertThat(StsRecordParser.parse("v=STSv1; id=-; id=a").value()).isEmpty();
    }

    @Test
    void candidatesAreThoseThatClaimToBeOne() {
        assertThat(StsRecord.candidates(List.of(
                        "v=spf1 -all",
                        "v=STSv1; id=a;",
                        "v=STSv1",
                        "v=STSv1 \t; nonsense",
                        "v=STSv1x; id=a",
                        "v=STSv12; id=a",
                        " v=STSv1; id=a",
                        "V=STSv1; id=a",
                        "v=STSv1\n; id=a",
                        "")))
                .containsExactly("v=STSv1; id=a;", "v=STSv1 \t; nonsense");
    }

    @Test
    void textIsWhatToPublish() {
        assertThat(new StsRecord(new PolicyId("4f6c0d21")).text()).isEqualTo("v=STSv1; id=4f6c0d21;");
    }
}
