package io.mtasts.observe.tls;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * By which roots certificates are judged. Those of senders differ, so a verdict says what it goes by.
 *
 * @param name as a person knows it: a package, a program, a file
 * @param date of its latest change, as far as that is known; in UTC
 * @param roots how many it has
 */
public record TrustStore(String name, Optional<LocalDate> date, int roots) {
    /** A sentence. */
    public String sentence() {
        return "Certificates are judged by %s%s: %s."
                .formatted(
                        name,
                        date.map(day -> " of " + day).orElse(""),
                        roots == 1 ? "1 root" : String.format(Locale.ROOT, "%,d roots", roots));
    }
}
