package io.mtasts.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import io.mtasts.policy.Judged;
import io.mtasts.policy.Remark;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRptRecordParserTest {
    private static final String BASE = "v=TLSRPTv1; rua=";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mailto:reports@example.com|mailto:reports@example.com",
                "mailto:reports@example.com;|mailto:reports@example.com",
                "mailto:a%2Cb@example.com?subject=tls|mailto:a%2Cb@example.com?subject=tls",
                "https://reporting.example.com/v1/tlsrpt?a=b&c=d#e|https://reporting.example.com/v1/tlsrpt?a=b&c=d#e",
                "https://u:p@[2001:db8::1]:8443/|https://u:p@[2001:db8::1]:8443/",
                "https://h?x@y|https://h?x@y",
                "mailto:a@b \t,https://c/ ; ext=1|mailto:a@b https://c/",
                "mailto:%22a@b:c%22@example.com|mailto:%22a@b:c%22@example.com",
                "https://h/?to=mailto:a@b|https://h/?to=mailto:a@b",
                "mailto:a%21b@c|mailto:a%21b@c",
                "mailto:a@b;RUA=x;ext=1;|mailto:a@b",
                "https://h:443|https://h:443",
            })
    void good(String value, String uris) {
        var parsed = TlsRptRecordParser.parse(BASE + value);
        assertThat(parsed.value()).contains(new TlsRptRecord(List.of(uris.split(" "))));
        assertThat(parsed.remarks()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|character 17, \"rua=\": an address is missing, such as mailto:tlsrpt@example.com; separate several"
                        + " by commas",
                "mailto:a@b,|character 28, \"rua=mailto:a@b,\": an address is missing, such as"
                        + " mailto:tlsrpt@example.com; separate several by commas",
                "tlsrpt@example.com|character 17, \"tlsrpt@example.com\": an address must begin with mailto: or"
                        + " https:, for example mailto:tlsrpt@example.com",
                "example.com|character 17, \"example.com\": an address must begin with mailto: or https:",
                "' mailto:a@b'|character 17, \" mailto:a@b\": an address must not contain a space",
                "mailto:a@b,,mailto:c@d|character 28, \"rua=mailto:a@b,,mailto:c@d\": an address is missing, such as"
                        + " mailto:tlsrpt@example.com; separate several by commas",
                "mailto:a@b , c@d|character 30, \"c@d\": an address must begin with mailto: or https:, for example"
                        + " mailto:c@d",
                "'mailto:a@b\u0000'|character 17, \"mailto:a@b\\x00\": an address must be a URI: percent-encode what"
                        + " is not a letter, a digit or one of -._~:/?#[]@$&'()*+=%",
                "mailto:tls@b\u00C3\u00BCcher.example|character 17, \"mailto:tls@b\\xC3\\xBCcher.example\": a name in"
                        + " an address must be written as A-labels (xn--...)",
                "https://b\u00C3\u00BCcher.example:8443/x|character 17, \"https://b\\xC3\\xBCcher.example:8443/x\": a"
                        + " name in an address must be written as A-labels (xn--...)",
                "x://[a]b/,mailto:a@b|character 17, \"x://[a]b/\": an address must be a URI: brackets may only enclose"
                        + " the address of a host, and a port must be a number",
                "mailto:a@b mailto:c@d|character 28, \"mailto:c@d\": a second address must be preceded by a comma",
                "mailto:a b@c|character 17, \"mailto:a b@c\": an address must not contain a space",
                "mailto:a@b!10m|character 17, \"mailto:a@b!10m\": \"!\" in an address must be written as %21",
                "mailto:<a@b>|character 17, \"mailto:<a@b>\": an address must be a URI: percent-encode what is not a"
                        + " letter, a digit or one of -._~:/?#[]@$&'()*+=%",
                "mailto:\u00E9@b|character 17, \"mailto:\\xE9@b\": an address must be a URI: percent-encode what is"
                        + " not a letter, a digit or one of -._~:/?#[]@$&'()*+=%",
                "mailto:a%2@b|character 17, \"mailto:a%2@b\": \"%\" must be followed by two hexadecimal digits; \"%\""
                        + " itself is written %25",
                "mailto:|character 17, \"mailto:\": mailto: must be followed by an address, for example"
                        + " mailto:tlsrpt@example.com",
                "mailto:@b|character 17, \"mailto:@b\": mailto: must be followed by an address, for example"
                        + " mailto:tlsrpt@example.com",
                "mailto:a@example.commailto:b@example.com|character 37, \"mailto:b@example.com\": a second address"
                        + " must be preceded by a comma",
                "mailto:a@example.comhttps://r.example/,mailto:c@d|character 37, \"https://r.example/\": a second"
                        + " address must be preceded by a comma",
                "https://r.examplehttps://s.example/|character 34, \"https://s.example/\": a second address must be"
                        + " preceded by a comma",
                "https://r.exampleMailto:a@b|character 34, \"Mailto:a@b\": a second address must be preceded by a"
                        + " comma",
                "mailto://a@b|character 17, \"mailto://a@b\": mailto: must be followed by exactly one address,"
                        + " for example mailto:tlsrpt@example.com",
                "mailto:a@b@c|character 17, \"mailto:a@b@c\": mailto: must be followed by exactly one address,"
                        + " for example mailto:tlsrpt@example.com",
                "https:example.com|character 17, \"https:example.com\": https: must be followed by // and a host, for"
                        + " example https://reports.example.com/tlsrpt",
                "https:///x|character 17, \"https:///x\": https: must be followed by // and a host, for example"
                        + " https://reports.example.com/tlsrpt",
                "https://h:x/|character 17, \"https://h:x/\": https: must be followed by // and a host, for example"
                        + " https://reports.example.com/tlsrpt",
                "https://h/[x]|character 17, \"https://h/[x]\": https: must be followed by // and a host, for example"
                        + " https://reports.example.com/tlsrpt",
                "https://h/#a#b|character 17, \"https://h/#a#b\": \"#\" may appear only once in a URI: the others are"
                        + " written %23",
                "http://h/|character 17, \"http://h/\": senders support only mailto: and https: addresses: use one of"
                        + " these",
            })
    void bad(String value, String message) {
        var parsed = TlsRptRecordParser.parse(BASE + value);
        assertThat(parsed.value()).isEmpty();
        assertThat(parsed.remarks())
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(Severity.ERROR, Kind.TLSReportingMalformed, message));
    }

    @Test
    void anAddressThatSendersDoNotKnowIsAWarningBesideOneThatTheyDo() {
        var parsed = TlsRptRecordParser.parse(BASE + "http://h/,mailto:a@b");
        assertThat(parsed.value()).contains(new TlsRptRecord(List.of("http://h/", "mailto:a@b")));
        assertThat(parsed.remarks())
                .extracting(Remark::severity, Judged::withoutRemedy)
                .contains(tuple(
                        Severity.WARNING,
                        "character 17, \"http://h/\": senders support only mailto: and https: addresses: use"
                                + " one of these"));
    }

    /** A URI by the grammar, and hardly meant as one. */
    @ParameterizedTest
    @CsvSource({
        "https://r.example/v1https://s.example/, 'character 37, \"https://s.example/\"'",
        "mailto:a@b?subject=tlsmailto:c@d,       'character 39, \"mailto:c@d\"'",
    })
    void aCommaThatWasProbablyLostIsAWarning(String value, String where) {
        assertThat(TlsRptRecordParser.parse(BASE + value).remarks())
                .extracting(Remark::severity, Remark::kind, Judged::withoutRemedy)
                .containsExactly(tuple(
                        Severity.WARNING,
                        Kind.TLSReportingMalformed,
                        where + ": this is part of the previous address: put a comma between two addresses"));
    }

    @ParameterizedTest
    @CsvSource({
        "'v=TLSRPTv1; RUA=mailto:a@b', 'rua is missing: RUA is a different name, since case matters'",
        "'v=TLSRPTv1;',                rua is missing",
        "'v=STSv1; rua=mailto:a@b',    'character 1, \"v=STSv1; rua=mailto:a@b\": the record must begin with"
                + " \"v=TLSRPTv1;\"'",
    })
    void withoutRua(String text, String message) {
        assertThat(TlsRptRecordParser.parse(text).remarks())
                .extracting(Judged::withoutRemedy)
                .containsExactly(message);
    }

    /** {@code 1*(field-delim tlsrpt-field)}: nothing in RFC 8460 section 3 says that there is but one. */
    @Test
    void twoRuaCountBoth() {
        var parsed = TlsRptRecordParser.parse("v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@example.com");

        assertThat(parsed.value()).contains(new TlsRptRecord(List.of("mailto:a@example.com", "mailto:b@example.com")));
        assertThat(parsed.remarks())
                .extracting(Remark::severity, Remark::kind, Remark::message)
                .containsExactly(
                        tuple(
                                Severity.WARNING,
                                Kind.FieldRepeated,
                                "character 39, \"rua=mailto:b@example.com\": rua is repeated, which RFC 8460 allows:"
                                        + " reports go to the addresses of both: write \"v=TLSRPTv1;"
                                        + " rua=mailto:a@example.com,mailto:b@example.com\""),
                        tuple(
                                Severity.WARNING,
                                Kind.SendersDisagree,
                                "character 39, \"rua=mailto:b@example.com\": a second rua: senders disagree:"
                                        + " tlsrpt-reporter reads the first one alone; mox reads both"));
    }

    @Test
    void aBadAddressInTheSecondRuaIsFound() {
        assertThat(TlsRptRecordParser.parse("v=TLSRPTv1; rua=mailto:a@b; rua=mailto:")
                        .valid())
                .isFalse();
    }

    @Test
    void candidatesAreThoseThatClaimToBeOne() {
        assertThat(TlsRptRecord.candidates(
                        List.of("v=TLSRPTv1;rua=x", "v=TLSRPTv1 ;", "v=TLSRPTv1", "v=tlsrptv1;", "v=STSv1;")))
                .containsExactly("v=TLSRPTv1;rua=x", "v=TLSRPTv1 ;");
    }

    @Test
    void textIsWhatToPublish() {
        assertThat(new TlsRptRecord(List.of("mailto:a@b", "https://c/")).text())
                .isEqualTo("v=TLSRPTv1; rua=mailto:a@b,https://c/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a@b", "http://h/", "mailto:a@b,mailto:c@d", "mailto:a@bmailto:c@d"})
    void aRecordThatNobodyCouldReadIsNotMade(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TlsRptRecord(List.of(uri)));
    }
}
