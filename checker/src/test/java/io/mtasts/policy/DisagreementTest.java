package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where real senders read a policy in different ways, the message names them; a {@code /} ends a line. */
class DisagreementTest {
    private static final String REST = "/mx: mx1.example.com/max_age: 604800/";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FIELD_REPEATED|version: STSv1/mode: enforce/mx: a/max_age: 604800/mode: none|line 5, \"mode: none\":"
                        + " a field that appears twice in a policy: senders disagree: mox and postfix-tlspol take the"
                        + " first; postfix-mta-sts-resolver, chasquid, maddy, mx-connect and Stalwart take the last;"
                        + " KumoMTA discards the policy",
                "VERSION_REPEATED|version: STSv1/version: STSv1/mode: enforce/mx: a/max_age: 604800|line 2, \"version:"
                        + " STSv1\": a version that appears twice: senders disagree: postfix-tlspol accepts the"
                        + " policy; the others discard it",
                "MAX_AGE_ZERO|version: STSv1/mode: enforce/mx: a/max_age: 0|line 4, \"max_age: 0\": max_age 0: senders"
                        + " disagree: postfix-mta-sts-resolver, mox, maddy and mx-connect enforce the policy anyway;"
                        + " postfix-tlspol and chasquid drop it",
                "MAX_AGE_ABOVE_A_YEAR|version: STSv1/mode: enforce/mx: a/max_age: 63072000|line 4, \"max_age:"
                        + " 63072000\": max_age of more than a year: senders disagree: mox, maddy, Stalwart and KumoMTA"
                        + " accept the policy; postfix-tlspol shortens it; postfix-mta-sts-resolver, chasquid and"
                        + " mx-connect discard the policy",
                "MX_ENDS_WITH_DOT|version: STSv1/mode: enforce/mx: mx1.example.com./max_age: 604800|line 3, \"mx:"
                    + " mx1.example.com.\": an mx that ends with a dot: senders disagree: postfix-mta-sts-resolver,"
                    + " postfix-tlspol, mx-connect, Stalwart and KumoMTA accept the policy and then find no host that"
                    + " matches, so mail is refused; mox discards the policy",
                "MX_IS_NO_HOST|version: STSv1/mode: enforce/mx: 192.0.2.1/mx: a/max_age: 604800|line 3, \"mx:"
                        + " 192.0.2.1\": an mx that is an IP address or has an underscore: senders disagree: mox and"
                        + " postfix-tlspol discard the whole policy; the others skip that line",
                "MX_IS_NO_HOST|version: STSv1/mode: enforce/mx: a_b.example/mx: a/max_age: 604800|line 3, \"mx:"
                        + " a_b.example\": an mx that is an IP address or has an underscore: senders disagree: mox and"
                        + " postfix-tlspol discard the whole policy; the others skip that line",
                "NONE_WITHOUT_MX|version: STSv1/mode: none/max_age: 604800|mode none without mx: senders disagree:"
                        + " chasquid and Stalwart refuse it, and keep enforcing the one that they have cached until its"
                        + " max_age is over; the others take it: keep the mx lines of the previous policy",
                "UTF8_WITHOUT_CHARSET|version: STSv1/mode: enforce/mx: a/max_age: 604800/note: gr\u00FCn|line 5,"
                        + " \"note: gr\\xC3\\xBCn\": non-ASCII letters, if the media type has no charset=utf-8:"
                        + " senders disagree: postfix-mta-sts-resolver discards the policy; the others take it",
                "COLON_IN_EXTENSION|version: STSv1/mode: enforce/mx: a/max_age: 604800/note: at 10:30|line 5, \"note:"
                        + " at 10:30\": a colon in the value of a field that the RFC does not name: senders disagree:"
                        + " maddy discards the policy; the others skip that line",
            })
    void inAPolicy(Disagreement row, String body, String message) {
        assertThat(parse(body).remarks())
                .filteredOn(remark -> remark.kind() == Kind.SendersDisagree)
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.severity()).isEqualTo(Severity.WARNING);
                    assertThat(remark.message()).isEqualTo(message).contains(row.message());
                });
    }

    @Test
    void aColonInASecondExtensionOfThatNameIsSeenToo() {
        assertThat(parse("version: STSv1/mode: enforce" + REST + "note: plain/note: a:b/")
                        .remarks())
                .extracting(Remark::message)
                .contains("line 6, \"note: a:b\": " + Disagreement.COLON_IN_EXTENSION.message());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RUA_NOT_FIRST|note=x; rua=mailto:a@example.com|character 21, \"rua=mailto:a@example.com\": another"
                        + " field of a TLS reporting record before rua: senders disagree: tlsrpt-reporter reads the"
                        + " first field alone, so Postfix reports to nobody; mox reads all of them|v=TLSRPTv1;"
                        + " rua=mailto:a@example.com; note=x",
                "RUA_AFTER_BLANK|rua=mailto:a@example.com, mailto:b@example.org|character 39,"
                    + " \"mailto:b@example.org\": a space before an address of rua: senders disagree: tlsrpt-reporter"
                    + " treats it as part of the address, so Postfix reports to nobody; mox skips it|v=TLSRPTv1;"
                    + " rua=mailto:a@example.com,mailto:b@example.org",
                "RUA_IN_CAPITALS|rua=Mailto:a@example.com|character 17, \"Mailto:a@example.com\": capital letters in"
                        + " mailto: or https: of rua: senders disagree: tlsrpt-reporter recognises neither, so Postfix"
                        + " reports to nobody; mox recognises both|v=TLSRPTv1; rua=mailto:a@example.com",
                "RUA_OF_ANOTHER_SCHEME|rua=http://h/,mailto:a@example.com|character 17, \"http://h/\": an address of"
                    + " rua that is neither mailto: nor https:, next to one that is: senders disagree: tlsrpt-reporter"
                    + " gives up there, so Postfix reports to nobody; mox skips it|",
            })
    void inATlsReportingRecord(Disagreement row, String fields, String message, @Nullable String write) {
        var parsed = TlsRptRecordParser.parse("v=TLSRPTv1; " + fields);

        Judged.holds(parsed, Judged::isTlsRptRecord);
        assertThat(parsed.valid()).isTrue();
        assertThat(parsed.remarks())
                .filteredOn(remark -> remark.kind() == Kind.SendersDisagree)
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.severity()).isEqualTo(Severity.WARNING);
                    assertThat(Judged.withoutRemedy(remark)).isEqualTo(message).endsWith(row.message());
                });
        assertThat(parsed.remarks().getFirst().write()).isEqualTo(write == null ? List.of() : List.of(write));
    }

    @Test
    void ofARecordThatIsRightNothingIsSaid() {
        assertThat(TlsRptRecordParser.parse("v=TLSRPTv1;rua=mailto:a@example.com ,https://r.example/; note=x")
                        .remarks())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10240, ''", "10241, ABOVE_10_KIB", "65536, ABOVE_10_KIB", "65537, ABOVE_64_KIB"})
    void byTheSizeOfAPolicy(int bytes, String row) {
        var body = "version: STSv1/mode: enforce" + REST + "x: ";
        var remarks = parse(body + "y".repeat(bytes - body.length() - 1) + "/").remarks();

        assertThat(remarks)
                .filteredOn(remark -> remark.kind() == Kind.SendersDisagree)
                .extracting(Remark::message)
                .isEqualTo(
                        row.isEmpty()
                                ? List.of()
                                : List.of(Disagreement.valueOf(row).message()));
    }

    @Test
    void aPolicyThatAllTakeIsNotSpokenOf() {
        assertThat(parse("version: STSv1/mode: enforce" + REST + "note: plain/").remarks())
                .isEmpty();
        assertThat(parse("version: STSv1/mode: none" + REST).remarks())
                .extracting(Remark::kind)
                .containsExactly(Kind.ModeNone);
    }

    private static Parsed<StsPolicy> parse(String body) {
        return StsPolicyParser.parse(body.replace('/', '\n').getBytes(StandardCharsets.UTF_8));
    }
}
