package io.mtasts.lab.ca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server certificate is to say.
 *
 * @param names DNS-IDs of the subject alternative name; none leaves the extension out
 * @param commonName of the subject, which RFC 9525 tells clients to ignore
 */
public record Leaf(List<String> names, Optional<String> commonName, Instant notBefore, Instant notAfter) {
    public Leaf {
        names = List.copyOf(names);
    }
}
