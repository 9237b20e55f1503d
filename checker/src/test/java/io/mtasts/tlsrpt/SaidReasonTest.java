package io.mtasts.tlsrpt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.report.LintReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaidReasonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "validation-failure | X509_V_ERR_CERT_HAS_EXPIRED | CERTIFICATE_EXPIRED",
                "validation-failure | certificate has expired | CERTIFICATE_EXPIRED",
                "validation-failure | MX name not in certificate | CERTIFICATE_HOST_MISMATCH",
                "validation-failure | X509_V_ERR_UNABLE_TO_GET_LOCAL_ISSUER_CERT | CERTIFICATE_NOT_TRUSTED",
                "validation-failure | x509: certificate signed by unknown authority | CERTIFICATE_NOT_TRUSTED",
                "validation-failure | STARTTLS not offered | STARTTLS_NOT_SUPPORTED",
                "validation-failure | VALIDATION_FAILURE |",
                "sts-policy-fetch-error | certificate has expired |",
            })
    void tellsByWhatTheSenderSays(String type, String reason, ResultType meant) {
        assertThat(SaidReason.of(failure(type, List.of(reason), List.of()))).isEqualTo(Optional.ofNullable(meant));
        assertThat(SaidReason.of(failure(type, List.of(), List.of(reason)))).isEqualTo(Optional.ofNullable(meant));
        assertThat(SaidReason.of(failure(type, List.of(reason, "something else"), List.of())))
                .isEmpty();
    }

    @Test
    void theRemedyGoesByIt() {
        var report = """
            {"organization-name":"Ferry","date-range":{"start-datetime":"2026-11-29T00:00:00Z",\
            "end-datetime":"2026-11-29T23:59:59Z"},"contact-info":"a","report-id":"1","policies":[{"policy":\
            {"policy-type":"no-policy-found","policy-domain":"harbour.example"},"summary":\
            {"total-successful-session-count":0,"total-failure-session-count":1},"failure-details":\
            [{"result-type":"validation-failure","failed-session-count":1,"failure-reason-code":"CERT_HAS_EXPIRED"}]}]}\
            """;

        assertThat(LintReport.ofTlsReport("r", TlsReportParser.parse(report.getBytes(UTF_8)))
                        .text())
                .endsWith("""
                      ERROR  1 session, validation-failure: the mail server's certificate had expired (CERT_HAS_EXPIRED)
                               Renew it, and have the mail server load it.
                    """);
    }

    private static Failure failure(String type, List<String> reasons, List<String> information) {
        var none = List.<String>of();
        return new Failure(type, 1, none, reasons, none, none, none, information);
    }
}
