package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what it is for: a reader finds it there first, and in docs/architecture.md. */
class PackageSentenceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMENT = Pattern.compile("(?s)\\A/\\*\\*(?<text>.*?)\\*/");
    private static final Pattern SENTENCE = Pattern.compile("(?:\\S+ ){4,}\\S+\\.");

    /** The folders of all modules that have Java, but for those of tests; from the root of the repository. */
    static SortedSet<Path> packages() throws IOException {
        var found = new TreeSet<Path>();
        try (var modules = Files.newDirectoryStream(ROOT, module -> Files.isDirectory(module.resolve("src")))) {
            for (var module : modules) {
                try (var files = Files.walk(module.resolve("src"))) {
                    files.map(ROOT::relativize)
                            .filter(PackageSentenceTest::isMainCode)
                            .forEach(file -> found.add(file.getParent()));
                }
            }
        }
        return found;
    }

    private static boolean isMainCode(Path file) {
        return file.toString().endsWith(".java") && !file.getName(2).toString().equals("test");
    }

    /** The Javadoc of a package on one line; empty where it has none. */
    static String comment(Path directory) throws IOException {
        var comment = COMMENT.matcher(Files.readString(file(directory)));
        return comment.find()
                ? comment.group("text").replaceAll("\\s+(\\* ?)?", " ").strip()
                : "";
    }

    private static Path file(Path directory) {
        return ROOT.resolve(directory).resolve("package-info.java");
    }

    @ParameterizedTest
    @MethodSource("packages")
    void saysWhatItIsFor(Path directory) throws IOException {
        assertThat(file(directory))
                .as("a file that begins with a Javadoc sentence on the package")
                .exists();
        assertThat(comment(directory))
                .as("a Javadoc sentence of five words or more on what %s is for", directory)
                .containsPattern(SENTENCE);
    }
}
