package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that follows from the code: the build fails when it is stale, {@code -Dgenerated.update} rewrites it. */
public final class GeneratedFile {
    private static final String HOW = "%s is stale. To refresh it: mvn -pl operator -am test -Dtest='*Generated*'"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dgenerated.update";

    private final String name;

    /** @param name from the root of the repository */
    public GeneratedFile(String name) {
        this.name = name;
    }

    /** Asserts that the file holds that text, or writes it. */
    public void holds(String text) {
        try {
            if (System.getProperty("generated.update") != null) {
                Files.createDirectories(path().getParent());
                Files.writeString(path(), text);
            }
            assertThat(path()).as(HOW, name).hasContent(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it holds now; nothing when it is not there. */
    public String text() {
        try {
            return Files.exists(path()) ? Files.readString(path()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        return Path.of("..").resolve(name);
    }
}
