package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONTRIBUTING says of every library why it is there. */
class DependencyTableTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern MANAGED = Pattern.compile("(?s)<dependencyManagement>.*</dependencyManagement>");
    private static final Pattern USED = Pattern.compile(
            "<(dependency|path)>\\s*<groupId>(?!io\\.mtasts<)[^<]+</groupId>\\s*<artifactId>(?<name>[^<]+)</artifactId>");

    @ParameterizedTest
    @ValueSource(strings = {"", "bench", "checker", "crds", "lab", "operator", "reports"})
    void namesEachOne(String module) throws IOException {
        var pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
        var used = USED.matcher(MANAGED.matcher(pom).replaceAll(""))
                .results()
                .map(match -> "`%s`".formatted(match.group("name")))
                .toList();

        assertThat(used).isNotEmpty();
        assertThat(new TreeSet<>(used))
                .allSatisfy(name -> assertThat(Files.readString(ROOT.resolve("CONTRIBUTING.md")))
                        .contains(name));
    }
}
