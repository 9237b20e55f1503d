package io.mtasts.observe.dns;

import io.mtasts.caa.CaaProperty;
import io.mtasts.caa.CaaSet;
import java.util.List;

/**
 * The CAA records that count for a name.
 *
 * @param at the nearest name upwards that has any, or whose answer could not be had; the name itself where no name has any
 * @param answer the records there, and the aliases to where they stand
 */
public record CaaSight(String at, Answer<CaaProperty> answer) {
    /** Nobody has looked. */
    public static final CaaSight NOT_LOOKED = new CaaSight("", new Answer.NoData<>(List.of()));

    /** None where no name upwards has any, and where that is not known. */
    public CaaSet set() {
        return new CaaSet(answer.records());
    }

    /** The name that has the records themselves: where one more would have to be published. */
    public String owner() {
        return answer.aliases().isEmpty() ? at : answer.aliases().getLast();
    }

    /** Is it not known whether there are any? Then an authority may issue nothing (RFC 8659 section 3, and Baseline Requirements 3.2.2.8). */
    public boolean unknown() {
        return answer instanceof Answer.Unavailable || answer instanceof Answer.AliasLoop;
    }
}
