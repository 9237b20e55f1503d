package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.operator.GeneratedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the documentation that is made of the help texts. */
class GeneratedHelpTest {
    private static final List<String> COMMANDS = List.of(
            "",
            "check",
            "status",
            "lint",
            "lint policy",
            "lint record",
            "lint tlsrpt-record",
            "reports",
            "reports import",
            "reports list",
            "reports show",
            "reports forget",
            "receive",
            "run",
            "explain",
            "crds",
            "ready",
            "may-uninstall");

    @Test
    void everyCommandExplainsItself() {
        var page = new StringBuilder("# Command line\n");
        for (var command : COMMANDS) {
            var ended = new Shell().run((command + " --help").trim().split(" "));
            assertThat(ended.exit()).isZero();
            assertThat(ended.err()).isEmpty();
            page.append("\n## %s\n\n```\n%s```\n".formatted(("mta-sts-operator " + command).trim(), ended.out()));
        }
        new GeneratedFile("docs/command-line.md").holds(page.toString());
    }
}
