package io.mtasts.caa;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is to issue a certificate, to whom, and how it will be proved that the name is theirs.
 *
 * @param authority the names by which the authority is known in CAA records ({@code caaIdentities}, RFC 8555 section 7.1.1), in lower case
 * @param methods the validation methods that may be used, as {@code http-01}; empty where that is not known
 * @param account the URI of the account that asks (RFC 8657 section 3); empty where that is not known
 */
public record Applicant(List<String> authority, Set<String> methods, Optional<String> account) {
    public Applicant {
        authority = List.copyOf(authority);
        methods = Set.copyOf(methods);
    }
}
