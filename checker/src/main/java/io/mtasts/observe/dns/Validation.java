package io.mtasts.observe.dns;

/**
 * What is known of the DNSSEC signatures of an answer, by a resolver whose word on them counts; in the order in which one of several
 * questions decides for all.
 */
public enum Validation {
    /** The resolver does not say that it has validated the answer: the zone is not signed, or the resolver does not validate. */
    INSECURE,
    /** The resolver could not get an answer (SERVFAIL), as when the signatures are bogus. */
    FAILED,
    /** The resolver's word does not count, or there was no answer at all. */
    NOT_KNOWN,
    /** The resolver has validated all of the answer (AD bit, RFC 4035 section 3.2.3). */
    SECURE;

    /** Of both answers together. */
    Validation and(Validation other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
