package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.check.Severity;
import io.mtasts.operator.reasons.OperatorReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reasons.md has every reason, with what is said of it where it is declared. */
class GeneratedReasonsTest {
    private static final List<Reason> ALL = Stream.<Reason[]>of(ObservedReason.values(), OperatorReason.values())
            .flatMap(Arrays::stream)
            .toList();

    @Test
    void documentation() {
        new GeneratedFile("docs/reasons.md")
                .holds("""
                    # Reasons

                    Each condition of a MailDomainPolicy or PolicyServer has one of these words as its reason, each finding of
                    `mta-sts-operator check` too; `mta-sts-operator explain REASON` shows the same on the command line. The message that goes
                    with it names the host, what was seen and what was expected. An *error* makes the condition False. An *unknown* makes it Unknown:
                    it could not be observed, which is not the same as wrong. A *warning* leaves it True. *Progress* is no fault: something is
                    under way, and the condition is not True until it is done.

                    ## What is seen from outside

                    %s
                    [checks.md](checks.md) has a domain and a test for each of these.

                    ## What the operator is waiting for, and what prevents it from acting

                    %s\
                    """.formatted(table(ObservedReason.values()), table(OperatorReason.values())));
    }

    @Test
    void eachHasAMeaningAndIfItIsNotGoodARemedy() {
        assertThat(ALL).allSatisfy(reason -> {
            assertThat(reason.meaning()).as(reason.name()).endsWith(".").doesNotContain("|");
            assertThat(reason.remedy()).as(reason.name()).doesNotContain("|");
            if (reason.severity() != Severity.INFO) {
                assertThat(reason.remedy()).as(reason.name()).endsWith(".");
            }
        });
    }

    @Test
    void whatOnlyMeansToWaitIsDocumentedAsProgress() throws IOException {
        var progress = ALL.stream().filter(Reason::inProgress).toList();
        var rows = Files.readAllLines(Path.of("../docs/reasons.md"));

        assertThat(progress)
                .contains(
                        OperatorReason.Issuing,
                        OperatorReason.Publishing,
                        OperatorReason.CertificateQueued,
                        OperatorReason.WaitingForDNS,
                        OperatorReason.Verifying)
                .allSatisfy(reason -> {
                    assertThat(reason.remedy()).as(reason.name()).containsIgnoringCase("wait");
                    assertThat(rows).anyMatch(row -> row.startsWith("| `%s` | progress |".formatted(reason.name())));
                });
        assertThat(ALL.stream().filter(reason -> reason.remedy().startsWith("Wait:")))
                .as("what one just waits for is progress")
                .allMatch(Reason::inProgress);
    }

    @Test
    void pagesNameOnlyReasonsThatExist() throws IOException {
        var pattern = Pattern.compile("=(?:True|False|Unknown)/(?<name>[A-Z]\\w+)");
        var named = new TreeSet<String>();
        try (var pages = Files.newDirectoryStream(Path.of("../docs"), "*.md")) {
            for (var page : pages) {
                pattern.matcher(Files.readString(page)).results().forEach(match -> named.add(match.group("name")));
            }
        }

        assertThat(named).isNotEmpty().isSubsetOf(ALL.stream().map(Reason::name).toList());
    }

    private static String table(Reason[] reasons) {
        return Arrays.stream(reasons).map(GeneratedReasonsTest::row).collect(Collectors.joining("", """
            | reason | kind | rule | meaning | what to do |
            |---|---|---|---|---|
            """, ""));
    }

    private static String row(Reason reason) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(reason.name(), reason.kind(), reason.clause(), reason.meaning(), reason.remedy());
    }
}
