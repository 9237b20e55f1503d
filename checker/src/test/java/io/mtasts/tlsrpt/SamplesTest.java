package io.mtasts.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.report.LintReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reports shaped as senders shape them: those of Google, Microsoft and Postfix as people have shown them in bug reports, the
 * example of RFC 8460 appendix B, and what is not valid. Beside each {@code .json} stands what is said of it.
 */
class SamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/io/mtasts/tlsrpt/samples");

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void isReadAs(String name) throws IOException {
        var report = report(name);

        assertThat(report.text()).isEqualTo(Files.readString(SAMPLES.resolve(name + ".txt")));
        assertThat(report.valid()).isEqualTo(!name.startsWith("bad-"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void isReadTheSameCompressed(String name) throws IOException {
        var plain = Files.readAllBytes(SAMPLES.resolve(name + ".json"));

        assertThat(TlsReportParser.parse(Gzip.of(plain))).isEqualTo(TlsReportParser.parse(plain));
    }

    private static LintReport report(String name) throws IOException {
        var file = SAMPLES.resolve(name + ".json");
        return LintReport.ofTlsReport(name + ".json", TlsReportParser.parse(Files.readAllBytes(file)));
    }

    static List<String> names() throws IOException {
        try (var files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }
}
