package io.mtasts.observe.dns;

/**
 * For which answers the resolver says that it has validated their DNSSEC signatures (the AD bit, RFC 6840 section 5.7 and 5.8). That it says
 * nothing may mean that the zone is not signed, or that this resolver does not validate; and its word is worth as much as the way to
 * it is safe.
 *
 * @param policyHost of the addresses of the policy host
 */
public record Dnssec(boolean record, boolean policyHost, boolean mx, boolean tlsReporting) {
    /** The resolver says nothing of it. */
    public static final Dnssec UNKNOWN = new Dnssec(false, false, false, false);
}
