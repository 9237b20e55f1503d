package io.mtasts.check;

/** Why a condition is as it is, in one CamelCase word that scripts can rely on. */
public interface Reason {
    /** The word itself. */
    String name();

    /** The severity of a finding with this reason unless it carries its own. */
    Severity severity();

    /** Where the rule stands, such as {@code RFC 8461 4.1}; empty for what is ours. */
    String clause();
}
