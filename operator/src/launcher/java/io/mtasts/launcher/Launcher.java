package io.mtasts.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where {@code java -jar} begins. The program needs Java 25, and the {@code java} that a shell finds first is often an older one with
 * a newer one beside it: this class runs on Java 17 and hands over.
 */
public final class Launcher {
    /** The oldest Java that the program runs on. */
    static final int JAVA = 25;

    /** For a short start and a small process; {@code bin/mta-sts-operator} and the image read the same. */
    private static final String JVM_OPTIONS = "jvm.options";

    private static final String MAIN = "io.mtasts.operator.cli.Main";
    private static final int CANNOT_START = 127;

    private Launcher() {}

    /** Runs the program with these arguments, in this JVM or in a newer one, and exits with its exit code. */
    public static void main(String[] args) throws Exception {
        if (Runtime.version().feature() >= JAVA) {
            runHere(args);
            return;
        }
        var java = new JavaHomes(System.getenv(), Path.of(System.getProperty("user.home"))).first(JAVA);
        if (java.isEmpty()) {
            System.err.printf(
                    "mta-sts-operator needs Java %d or newer and this is Java %d: install one, for example Temurin %d,"
                            + " or set JAVA_HOME to it.%n",
                    JAVA, Runtime.version().feature(), JAVA);
            System.exit(CANNOT_START);
        }
        System.exit(runIn(java.get(), args));
    }

    /** By name: the compiler for Java 17 cannot read that class. */
    private static void runHere(String[] args) throws Exception {
        try {
            Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** One a line, among comments. */
    static List<String> jvmOptions() throws IOException {
        try (var options = Launcher.class.getResourceAsStream(JVM_OPTIONS)) {
            return new String(options.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith("-"))
                    .toList();
        }
    }

    private static int runIn(Path java, String[] args) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(args));
        var child = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(child)));
        return child.waitFor();
    }

    /** A SIGTERM reaches this process alone: the program must hear of it, and may finish what it does. */
    private static void endWith(Process child) {
        child.destroy();
        try {
            child.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
