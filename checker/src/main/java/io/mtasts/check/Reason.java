package io.mtasts.check;

/** Why a condition is as it is, in one CamelCase word that scripts can rely on. */
public interface Reason {
    /** The word itself. */
    String name();

    /** The severity of a finding with this reason unless it carries its own. */
    Severity severity();

    /** Where the rule stands, such as {@code RFC 8461 4.1}; empty for what is ours. */
    String clause();

    /** What it means for the mail of the domain, a sentence. */
    String meaning();

    /** What to do, a sentence or more, with code in backticks; empty when there is nothing to do. */
    String remedy();
}
