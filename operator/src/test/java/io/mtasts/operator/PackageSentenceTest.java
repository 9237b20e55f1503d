package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what it is for: a reader finds it there first. */
class PackageSentenceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMENT = Pattern.compile("(?s)\\A/\\*\\*(?<text>.*?)\\*/");
    private static final Pattern SENTENCE = Pattern.compile("(?:\\S+ ){4,}\\S+\\.");

    /** The folders of all modules that have Java, but for those of tests. */
    static Stream<Path> packages() throws IOException {
        var found = new TreeSet<Path>();
        try (var roots = Files.newDirectoryStream(ROOT, module -> Files.isDirectory(module.resolve("src")))) {
            for (var module : roots) {
                try (var files = Files.walk(module.resolve("src"))) {
                    files.map(ROOT::relativize)
                            .filter(PackageSentenceTest::isMainCode)
                            .forEach(file -> found.add(file.getParent()));
                }
            }
        }
        return found.stream();
    }

    private static boolean isMainCode(Path file) {
        return file.toString().endsWith(".java") && !file.getName(2).toString().equals("test");
    }

    @ParameterizedTest
    @MethodSource("packages")
    void saysWhatItIsFor(Path directory) throws IOException {
        var file = ROOT.resolve(directory).resolve("package-info.java");
        assertThat(file)
                .as("a file that begins with a Javadoc sentence on the package")
                .exists();

        var comment = COMMENT.matcher(Files.readString(file));

        assertThat(comment.find()).as("%s begins with Javadoc", directory).isTrue();
        assertThat(comment.group("text").replaceAll("\\s+(\\* ?)?", " ").strip())
                .as("a sentence of five words or more on what %s is for", directory)
                .containsPattern(SENTENCE);
    }
}
