package io.mtasts.policy;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a text: the value when a sender that follows the RFC accepts it, and all there is to say about it.
 *
 * @param value empty exactly when some remark is an error
 * @param remarks in the order of the text, then what is missing; of each severity at most {@value #REMARKS_LIMIT} and one that
 *     counts the rest
 */
public record Parsed<T>(Optional<T> value, List<Remark> remarks) {
    /** So many remarks of one severity are kept one by one. */
    public static final int REMARKS_LIMIT = 20;

    public Parsed {
        remarks = List.copyOf(remarks);
    }

    /** Would a sender that follows the RFC accept the text? */
    public boolean valid() {
        return value.isPresent();
    }
}
