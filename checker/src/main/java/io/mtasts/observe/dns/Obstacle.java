package io.mtasts.observe.dns;

/** Whose matter it is that a question has no answer, as far as a name server says; the most telling first. */
public enum Obstacle {
    /** The zone's DNSSEC signatures do not hold: nobody who validates gets an answer. */
    DNSSEC_BOGUS,
    /** This server withholds the answer, or puts another in its place: it blocks, censors, filters, or does not serve us. */
    POLICY,
    /** The servers of the zone do not answer those who ask them. */
    AUTHORITY,
    /** Nobody says. */
    UNSAID
}
