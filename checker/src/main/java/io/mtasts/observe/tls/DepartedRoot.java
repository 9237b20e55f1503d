package io.mtasts.observe.tls;

import io.mtasts.policy.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A root that Mozilla's list no longer has. Senders take theirs from that list, a distribution's packages sooner or later: those with a
 * newer store refuse what others still trust. {@code roots/renew} writes the file.
 *
 * @param name its common name, else its unit or organization
 * @param sha256 of its certificate, in lower-case hexadecimal
 * @param since the day of the first list without it
 * @param source of that list
 */
public record DepartedRoot(String name, String sha256, LocalDate since, String source) {
    private static final String FILE = "departed-roots.tsv";

    /** Read when the first certificate is judged. */
    private static final class Known {
        private static final Map<String, DepartedRoot> BY_SHA256 = read();
    }

    /** Has this one left? */
    public static Optional<DepartedRoot> of(X509Certificate root) {
        try {
            return Optional.ofNullable(Known.BY_SHA256.get(Sha256.hex(root.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static Map<String, DepartedRoot> read() {
        try (var file = Objects.requireNonNull(DepartedRoot.class.getResourceAsStream(FILE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(field -> new DepartedRoot(field[2], field[1], LocalDate.parse(field[0]), field[3]))
                    .collect(Collectors.toUnmodifiableMap(DepartedRoot::sha256, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
