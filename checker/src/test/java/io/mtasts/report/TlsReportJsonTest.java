package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nothing of RFC 8460 section 4.4 is dropped on the way to a program. */
class TlsReportJsonTest {
    private static final Path REPORT = Path.of("src/test/resources/io/mtasts/tlsrpt/samples/every-field.json");

    @Test
    void hasEveryTextOfTheReport() throws IOException {
        var file = Files.readAllBytes(REPORT);
        var shown =
                LintReport.ofTlsReport("report", TlsReportParser.parse(file)).json();

        var texts = new ObjectMapper()
                .readTree(file).findParents("result-type").stream()
                        .flatMap(JsonNode::valueStream)
                        .map(JsonNode::asText)
                        .toList();
        assertThat(texts).hasSize(8 + 5 + 5 * 4 + 3);
        assertThat(texts).allSatisfy(text -> assertThat(shown).contains(text));
        assertThat(shown).contains("\"contactInfo\":\"tls@ferry.example\"", """
            "policyType":"sts","mode":"testing","mx":["mx1.harbour.example","*.quay.example"],\
            "policyString":["version: STSv1","mode: testing","mx: mx1.harbour.example","max_age: 86400"]\
            """, """
            {"resultType":"certificate-host-mismatch","count":2,"host":"mx1.harbour.example","address":"198.51.100.1",\
            "helo":"smtp.harbour.example","sendingAddress":"192.0.2.1","reason":"X509_V_ERR_HOSTNAME_MISMATCH",\
            "information":"https://ferry.example/tls?id=1"}\
            """);
    }
}
