package io.mtasts.observe;

/**
 * How to look at a domain.
 *
 * @param probeMx whether to talk to the mail servers; their names are looked up in any case
 * @param fresh whether to leave cached results of mail servers aside
 */
public record Look(boolean probeMx, boolean fresh) {
    /** At everything, with what is cached. */
    public static final Look ALL = new Look(true, false);
}
