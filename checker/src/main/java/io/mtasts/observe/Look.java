package io.mtasts.observe;

/**
 * How to look at a domain.
 *
 * @param probeMx whether to talk to the mail servers; their names are looked up in any case
 * @param fresh whether to leave cached results of mail servers aside
 * @param hostTrail whether to ask the responsible name servers where the policy host leads
 * @param party on whose behalf, a namespace for example: connections and questions are shared fairly between parties; the domain itself
 *     when empty
 */
public record Look(boolean probeMx, boolean fresh, boolean hostTrail, String party) {
    /** As far as it matters to a sender now, on behalf of the domain. */
    public Look(boolean probeMx, boolean fresh) {
        this(probeMx, fresh, false, "");
    }

    /** At everything, with what is cached. */
    public static final Look ALL = new Look(true, false);
}
