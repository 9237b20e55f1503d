package io.mtasts.launcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Java installations of this machine: {@code JAVA_HOME}, then where package managers and people put them. */
final class JavaHomes {
    /** {@code ~} is the user's home, {@code *} any directory. {@code bin/mta-sts-operator} looks in the same places. */
    static final List<String> PLACES = List.of(
            "/usr/lib/jvm/*",
            "~/.sdkman/candidates/java/*",
            "~/.jdks/*",
            "/opt/*",
            "/Library/Java/JavaVirtualMachines/*/Contents/Home");

    /** {@code 25.0.3} and {@code 26-ea}; Java 8 says {@code 1.8.0_452}, which is old enough either way. */
    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(\\d+)", Pattern.MULTILINE);

    private final Map<String, String> environment;
    private final Path userHome;

    JavaHomes(Map<String, String> environment, Path userHome) {
        this.environment = environment;
        this.userHome = userHome;
    }

    /** The {@code java} program of the first installation that is at least that new. */
    Optional<Path> first(int feature) {
        var homes = new ArrayList<Path>();
        var javaHome = environment.get("JAVA_HOME");
        if (javaHome != null && !javaHome.isBlank()) {
            homes.add(Path.of(javaHome));
        }
        PLACES.forEach(place -> homes.addAll(expand(place)));
        return homes.stream()
                .filter(home -> version(home) >= feature)
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private List<Path> expand(String place) {
        var star = place.indexOf('*');
        var parent =
                place.startsWith("~/") ? userHome.resolve(place.substring(2, star)) : Path.of(place.substring(0, star));
        var below = place.substring(star + 1);
        var found = new ArrayList<Path>();
        if (Files.isDirectory(parent)) {
            try (var children = Files.newDirectoryStream(parent)) {
                children.forEach(child -> found.add(below.isEmpty() ? child : child.resolve(below.substring(1))));
            } catch (IOException | DirectoryIteratorException unreadable) {
                return List.of();
            }
        }
        found.sort(null);
        return found;
    }

    /** As its {@code release} file says; 0 when it has none, or none that can be read. */
    private static int version(Path home) {
        try {
            var matcher = VERSION.matcher(Files.readString(home.resolve("release")));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException noJava) {
            return 0;
        }
    }
}
