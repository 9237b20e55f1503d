package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.check.Severity;
import io.mtasts.operator.status.OperatorReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reasons.md has every reason, with the sentence that stands where it is declared; what to do about it is written by hand. */
class GeneratedReasonsTest {
    private static final Pattern DECLARED =
            Pattern.compile("(?s)/\\*\\* (?<meaning>(?:(?!\\*/).)*?) \\*/\\s+(?<name>[A-Z]\\w+)\\(Severity\\.");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(?<name>\\w+)` \\|.*\\| (?<remedy>[^|]*) \\|$");

    private final GeneratedFile file = new GeneratedFile("docs/reasons.md");
    private final Map<String, String> remedies = group(ROW, "remedy", file.text());

    @Test
    void documentation() throws IOException {
        file.holds("""
            # Reasons

            Each condition of a MailDomainPolicy or PolicyServer has one of these words as its reason, each finding of
            `mta-sts-operator check` too. The message beside it names the host, what was seen and what was expected. An *error* makes
            the condition False. An *unknown* makes it Unknown: it could not be seen, which is not the same as wrong. A *warning*
            leaves it True.

            ## What is seen from outside

            %s
            ## What the operator waits for, and what keeps it from acting

            %s\
            """.formatted(
                        table(ObservedReason.values(), "../checker/src/main/java/io/mtasts/check/ObservedReason.java"),
                        table(OperatorReason.values(), "src/main/java/io/mtasts/operator/status/OperatorReason.java")));
    }

    @Test
    void saysWhatToDoAboutEachThatIsNotGood() {
        assertThat(Arrays.asList(ObservedReason.values())).allSatisfy(this::hasRemedy);
        assertThat(Arrays.asList(OperatorReason.values())).allSatisfy(this::hasRemedy);
    }

    @Test
    void readmeNamesOnlyReasonsThatExist() throws IOException {
        var named = Pattern.compile("=(?:True|False|Unknown)/(?<name>[A-Z]\\w+)")
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(match -> match.group("name"))
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(remedies.keySet());
    }

    private void hasRemedy(Reason reason) {
        if (reason.severity() != Severity.INFO) {
            assertThat(remedies.get(reason.name()))
                    .as("last column of %s in docs/reasons.md", reason.name())
                    .isNotBlank();
        }
    }

    private String table(Reason[] reasons, String source) throws IOException {
        var meanings = group(DECLARED, "meaning", Files.readString(Path.of(source)));
        var names = Arrays.stream(reasons).map(Reason::name).toList();
        assertThat((Collection<String>) meanings.keySet()).as(source).containsExactlyInAnyOrderElementsOf(names);
        return Arrays.stream(reasons)
                .map(reason -> row(reason, meanings.get(reason.name())))
                .collect(Collectors.joining("", """
                    | reason | is | rule | means | what to do |
                    |---|---|---|---|---|
                    """, ""));
    }

    private String row(Reason reason, String meaning) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        reason.name(),
                        reason.severity().name().toLowerCase(Locale.ROOT),
                        reason.clause(),
                        meaning.replaceAll("\\s+\\*?\\s*", " "),
                        remedies.getOrDefault(reason.name(), ""));
    }

    private static Map<String, String> group(Pattern pattern, String group, String text) {
        Function<MatchResult, String> name = match -> match.group("name");
        return pattern.matcher(text).results().collect(Collectors.toMap(name, match -> match.group(group)));
    }
}
