package io.mtasts.check;

import java.util.Locale;

/** Why a condition is as it is, in one CamelCase word that scripts can rely on. */
public interface Reason {
    /** The word itself. */
    String name();

    /** The severity of a finding with this reason unless it carries its own. */
    Severity severity();

    /** Whether it only says that something is under way, so that waiting is all there is to do. The condition is not True until it is done. */
    default boolean inProgress() {
        return false;
    }

    /** What kind of reason it is, for people: {@code progress} where it is {@link #inProgress}, else the severity in lower case. */
    default String kind() {
        return inProgress() ? "progress" : severity().name().toLowerCase(Locale.ROOT);
    }

    /** Where the rule stands, such as {@code RFC 8461 4.1}; empty for what is ours. */
    String clause();

    /** What it means for the mail of the domain, a sentence. */
    String meaning();

    /** What to do, a sentence or more, with code in backticks; empty when there is nothing to do. */
    String remedy();
}
