package io.mtasts.operator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Several commands in one process, for a JVM that notes what they need and writes an AOT cache (JEP 514): a cache can be made of one
 * process only. The build runs it; to the JVM the class path is that of {@link Main}, so the cache is good for that.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * Exits with the exit code of the last command that {@link Main} would not have ended with 0 or 1, else with 0: what they have to say
     * of the domains does not matter.
     *
     * @param arguments a file with a command on each line, its words parted by tabs
     * @throws IOException when it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        int exit = 0;
        for (var line : Files.readAllLines(Path.of(arguments[0]))) {
            int ended = Commands.run(Main.program(), line.split("\t"));
            if (ended > 1) {
                System.err.printf("%d: %s%n", ended, Arrays.asList(line.split("\t")));
                exit = ended;
            }
        }
        System.exit(exit);
    }
}
