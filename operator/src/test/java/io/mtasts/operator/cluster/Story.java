package io.mtasts.operator.cluster;

/** Says on standard output how far the rung is, and when. */
final class Story {
    private final long start = System.nanoTime();

    void tell(String what, Object... arguments) {
        System.out.printf("cluster %6.1f s  %s%n", (System.nanoTime() - start) / 1e9, what.formatted(arguments));
    }

    /** Shows what a command printed. */
    void show(String command, String output) {
        tell("$ " + command.replace("%", "%%"));
        output.lines().forEach(line -> System.out.println("                   " + line));
    }
}
