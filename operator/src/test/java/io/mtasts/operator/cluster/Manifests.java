package io.mtasts.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where what is applied comes from. */
final class Manifests {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Path OURS = Path.of("src/test/resources/io/mtasts/operator/cluster");

    private Manifests() {}

    /** One of the examples that a user finds. */
    static String example(String name) {
        return read(EXAMPLES.resolve(name));
    }

    /** One of this test's own. */
    static String ours(String name) {
        return read(OURS.resolve(name));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
