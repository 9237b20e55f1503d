package io.mtasts.operator.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the commands read and write.
 *
 * @param colours whether standard output is a terminal that shows them
 * @param progress whether standard error is a terminal, on which a line may be written over
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean colours, boolean progress) {
    private static final int OUT = 1;
    private static final int ERR = 2;

    /** That of the process. {@code noColour} is what the user says against colours (no-color.org). */
    static Terminal ofProcess(InputStream in, PrintStream out, PrintStream err, boolean noColour) {
        return new Terminal(in, out, err, !noColour && shown(OUT), shown(ERR));
    }

    /** Java can only say it of standard input and output together; Linux says it of each. */
    private static boolean shown(int descriptor) {
        var link = Path.of("/proc/self/fd/" + descriptor);
        if (!Files.isSymbolicLink(link)) {
            return Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent();
        }
        try {
            var target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException closed) {
            return false;
        }
    }
}
