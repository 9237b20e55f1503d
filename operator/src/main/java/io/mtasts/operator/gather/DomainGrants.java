package io.mtasts.operator.gather;

import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The domains that a Namespace grants to its MailDomainPolicies, by an annotation that its tenants cannot write: a list with commas of
 * {@code example.com} for that name alone, {@code *.example.com} for every name below it and not itself, {@code *} for all. What is
 * written otherwise grants nothing.
 *
 * @param entries in lower case, without a final dot
 */
public record DomainGrants(List<String> entries) {
    /** On the Namespace. */
    public static final String ANNOTATION = "mtasts.io/domains";

    public DomainGrants {
        entries = List.copyOf(entries);
    }

    /** Of a Namespace; one that is not known, or has no annotation, grants nothing. */
    public static DomainGrants of(Optional<Namespace> namespace) {
        var text = namespace
                .flatMap(found -> Optional.ofNullable(found.getMetadata().getAnnotations()))
                .flatMap(annotations -> Optional.ofNullable(annotations.get(ANNOTATION)));
        return new DomainGrants(text.stream()
                .flatMap(list -> Arrays.stream(list.split(",")))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("(?<=[a-z0-9])\\.$", ""))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** Is that domain, in lower case and without a final dot, granted? */
    public boolean cover(String domain) {
        return entries.stream().anyMatch(entry -> covers(entry, domain));
    }

    private static boolean covers(String entry, String domain) {
        return entry.equals("*")
                || entry.equals(domain)
                || (entry.startsWith("*.") && domain.endsWith(entry.substring(1)));
    }
}
