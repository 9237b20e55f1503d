package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/architecture.md has a row for each package, with the sentence that its package-info begins with. */
class GeneratedPackagesTest {
    private static final String BEGIN = "<!-- packages -->\n";
    private static final String END = "<!-- /packages -->\n";

    /** In the drawing as {@code check.Checks}, in the text as {@code `check/Checks`} or {@code `Checks`}. */
    private static final Pattern CLASS = Pattern.compile(
            "(?m)(?:`|<br/>|\"|, |: )(?<name>[a-z]+[./][A-Z]\\w+|(?<=`)[A-Z][a-z]+\\w*)(?=`|<br/>|\"|,|$)");

    private static final List<String> MODULES = List.of("checker", "reports", "crds", "operator", "lab", "bench");

    @Test
    void table() throws IOException {
        var rows = new StringBuilder("| module | package | what it is for |\n|---|---|---|\n");
        for (var module : MODULES) {
            for (var directory : PackageSentenceTest.packages()) {
                if (directory.startsWith(module)) {
                    rows.append("| `%s` | `%s` | %s |\n".formatted(module, name(directory), sentence(directory)));
                }
            }
        }
        var page = new GeneratedFile("docs/architecture.md");
        var text = page.text();
        page.holds(text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + rows + text.substring(text.indexOf(END)));
    }

    @ParameterizedTest
    @CsvSource({"docs/architecture.md, 15", "CONTRIBUTING.md, 2"})
    void namesOnlyClassesThatThereAre(String page, int more) throws IOException {
        var sources = new TreeSet<String>();
        try (var files = Files.walk(Path.of(".."), 12)) {
            files.filter(file -> file.toString().matches(".*/src/.*\\.java"))
                    .forEach(file -> sources.add(file.toString().replaceFirst("\\.java$", "")));
        }
        var named = CLASS.matcher(new GeneratedFile(page).text())
                .results()
                .map(match -> "/" + match.group("name").replace('.', '/'))
                .filter(name -> !name.equals("/HikariCP")) // a library
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(more)
                .allMatch(name -> sources.stream().anyMatch(source -> source.endsWith(name)));
    }

    private static String name(Path directory) {
        return directory
                .subpath(4, directory.getNameCount())
                .toString()
                .replace('/', '.')
                .replaceFirst("^io\\.mtasts\\.", "");
    }

    private static String sentence(Path directory) throws IOException {
        return PackageSentenceTest.comment(directory)
                .replaceAll("\\{@\\w+ ([^}]*)\\}", "`$1`")
                .replaceFirst("(?<=[^.]\\.) [A-Z].*", "");
    }
}
