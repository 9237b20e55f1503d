package io.mtasts.observe.tls;

import io.mtasts.policy.Excerpt;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The root in which a chain ends.
 *
 * @param name its common name, else its unit or organization
 * @param departed when it has left Mozilla's list
 */
public record ChainRoot(String name, Optional<DepartedRoot> departed) {
    static ChainRoot of(X509Certificate root, Optional<DepartedRoot> departed) {
        return new ChainRoot(name(root), departed);
    }

    private static String name(X509Certificate root) {
        var whole = root.getSubjectX500Principal().getName();
        try {
            var parts = new LdapName(whole).getRdns();
            return Excerpt.of(Stream.of("CN", "OU", "O")
                    .flatMap(type -> parts.reversed().stream()
                            .filter(rdn -> rdn.getType().equals(type)))
                    .map(Rdn::getValue)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .findFirst()
                    .orElse(whole));
        } catch (InvalidNameException e) {
            return Excerpt.of(whole);
        }
    }
}
