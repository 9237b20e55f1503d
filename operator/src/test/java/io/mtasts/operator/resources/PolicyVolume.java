package io.mtasts.operator.resources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The directory of policies as a kubelet keeps it: links through {@code ..data}, which it swaps in one step. */
final class PolicyVolume {
    private static final Path DATA = Path.of("..data");

    private final Path directory;
    private int version;

    PolicyVolume(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    void hold(Map<String, String> policies) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var data = Files.createDirectory(directory.resolve("..2026_11_23_" + version++));
        for (var policy : policies.entrySet()) {
            Files.writeString(data.resolve(policy.getKey()), policy.getValue());
        }
        var link = Files.createSymbolicLink(directory.resolve("..data_tmp"), data.getFileName());
        Files.move(link, directory.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
        for (var host : policies.keySet()) {
            if (!Files.isSymbolicLink(directory.resolve(host))) {
                Files.createSymbolicLink(directory.resolve(host), DATA.resolve(host));
            }
        }
    }
}
