package io.mtasts.bench.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many domains of a {@link Crowd} are looked at in a second, by {@code mta-sts-operator check} and, in the same run, by the bare
 * handshakes that nobody can do without, and by {@code checkdmarc}. Run by {@code bench/check-domains}; absolute times are a
 * machine's mood, so the ratios are what counts.
 */
public final class CheckDomains {
    /** It takes its time: of more domains than these it gets the first. */
    private static final int MOST_FOR_CHECKDMARC = 300;

    /** Of the program itself: the floor is not to be lower or higher for want of them. */
    private static final Path JVM_OPTIONS = Path.of("bin", "jvm.options");

    private static final int LAST_LINES = 15;

    private final Crowd crowd;
    private final Path directory;
    private final Path root;
    private final Path roots;

    private CheckDomains(Crowd crowd, Path directory, Path publicRoots) {
        this.crowd = crowd;
        this.directory = directory;
        this.root = crowd.authority().writeRoot(directory.resolve("ca.pem"));
        this.roots = written(
                directory.resolve("roots.pem"),
                Stream.of(publicRoots, root).map(CheckDomains::text).toList());
    }

    /**
     * Measures, prints and exits, with 1 when a program failed or found fault with a domain.
     *
     * @param arguments how many domains; the directory for files; a PEM file of the roots that both checkers trust beside the
     *     lab's, as they do on the Internet; the Python that has checkdmarc, or nothing
     */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        var python = Optional.of(arguments[3]).filter(path -> !path.isEmpty()).map(Path::of);
        long start = System.nanoTime();
        try (var crowd = Crowd.of(count)) {
            say(
                    "%,d domains, each with a policy host and two mail servers of its own: %,d TLS handshakes, and %,d that are refused (lab built in %.1f s)"
                            .formatted(
                                    count,
                                    count * Crowd.HANDSHAKES,
                                    count * Crowd.REFUSED_HANDSHAKES,
                                    (System.nanoTime() - start) / 1e9));
            System.exit(new CheckDomains(crowd, Path.of(arguments[1]), Path.of(arguments[2])).measure(python) ? 0 : 1);
        }
    }

    private boolean measure(Optional<Path> python) {
        // First what also warms up the lab, which is a JVM like any other.
        var floor = run("bare handshakes", crowd.domains(), bareClient(), Map.of());
        var checked = run("mta-sts-operator", crowd.domains(), check(), Map.of());
        boolean allGood = floor.isPresent() && checked.isPresent() && allGood();
        var peer = python.flatMap(this::checkdmarc);
        floor.ifPresent(below ->
                checked.ifPresent(own -> say("mta-sts-operator takes %.1f times as long as bare handshakes"
                        .formatted(own.seconds() / below.seconds()))));
        peer.ifPresent(other -> checked.ifPresent(own ->
                say("mta-sts-operator looks at %.1f times as many domains a second as checkdmarc"
                        .formatted(rate(crowd.domains(), own) / rate(forCheckdmarc(), other)))));
        return allGood;
    }

    private List<String> bareClient() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + JVM_OPTIONS,
                "-cp",
                System.getProperty("java.class.path"),
                BareClient.class.getName(),
                Integer.toString(crowd.domains().size()),
                root.toString());
    }

    private List<String> check() {
        return List.of(
                Path.of("bin", "mta-sts-operator").toString(),
                "check",
                "--domains",
                listed("domains.txt", crowd.domains()).toString(),
                "--output",
                "json",
                "--resolver",
                crowd.resolver().getHostAddress(),
                "--ca",
                roots.toString(),
                "--allow-private-networks");
    }

    /** It asks the machine's resolver for policy hosts, which is why that has to be the lab's. */
    private Optional<Measured> checkdmarc(Path python) {
        var script = Path.of("bench", "checkdmarc-domains.py").toString();
        var list = listed("checkdmarc.txt", forCheckdmarc()).toString();
        return run(
                "checkdmarc",
                forCheckdmarc(),
                List.of(python.toString(), script, list, crowd.resolver().getHostAddress()),
                Map.of("SSL_CERT_FILE", roots.toString(), "REQUESTS_CA_BUNDLE", roots.toString()));
    }

    private List<String> forCheckdmarc() {
        return crowd.domains().stream().limit(MOST_FOR_CHECKDMARC).toList();
    }

    private Optional<Measured> run(
            String name, List<String> domains, List<String> command, Map<String, String> environment) {
        double lab = Measured.cpuSeconds(ProcessHandle.current());
        var measured = Measured.run(command, environment, out(name), err(name));
        if (measured.exit() != 0) {
            say("%s failed with %d: %s".formatted(name, measured.exit(), lastWords(name)));
            return Optional.empty();
        }
        say("%-17s %,6d domains in %6.2f s: %6.1f a second, at most %3d MiB, processors %.1f s, and the lab's %.1f s"
                .formatted(
                        name,
                        domains.size(),
                        measured.seconds(),
                        rate(domains, measured),
                        measured.peakMebibytes(),
                        measured.cpuSeconds(),
                        Measured.cpuSeconds(ProcessHandle.current()) - lab));
        return Optional.of(measured);
    }

    /** A figure only counts when everything was looked at: a line for each domain, in which all conditions are true. */
    private boolean allGood() {
        try (var lines = Files.lines(out("mta-sts-operator"))) {
            long good = lines.filter(line -> line.contains("\"MXTLSValid\":{\"status\":\"True\""))
                    .filter(line -> !line.contains("\"status\":\"False\"") && !line.contains("\"status\":\"Unknown\""))
                    .count();
            if (good != crowd.domains().size()) {
                say("mta-sts-operator says that only %,d domains are good: the figures mean nothing".formatted(good));
            }
            return good == crowd.domains().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double rate(List<String> domains, Measured measured) {
        return domains.size() / measured.seconds();
    }

    private Path listed(String file, List<String> domains) {
        return written(directory.resolve(file), domains);
    }

    private static Path written(Path file, List<String> lines) {
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path out(String name) {
        return directory.resolve(name.replace(' ', '-') + ".out");
    }

    private Path err(String name) {
        return directory.resolve(name.replace(' ', '-') + ".err");
    }

    private String lastWords(String name) {
        try {
            var lines = Files.readAllLines(err(name));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
