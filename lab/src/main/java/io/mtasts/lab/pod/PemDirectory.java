package io.mtasts.lab.pod;

import io.mtasts.lab.ca.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with {@code tls.crt} and {@code tls.key}, as a mounted Secret has them; read anew each time. */
record PemDirectory(Path directory) {
    Identity identity() {
        return Identity.ofPem(chain(), key());
    }

    String chain() {
        return read("tls.crt");
    }

    String key() {
        return read("tls.key");
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
