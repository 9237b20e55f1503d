package io.mtasts.lab.ca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server certificate is to say.
 *
 * @param names DNS-IDs of the subject alternative name, and addresses; none leaves the extension out
 * @param commonName of the subject, which RFC 9525 tells clients to ignore
 */
public record Leaf(List<String> names, Optional<String> commonName, Instant notBefore, Instant notAfter) {
    private static final int LONGEST_COMMON_NAME = 64; // ub-common-name of RFC 5280

    public Leaf {
        commonName = commonName.filter(name -> name.length() <= LONGEST_COMMON_NAME);
        names = List.copyOf(names);
    }
}
