package io.mtasts.operator.cli;

/** What a script may rely on. */
final class ExitCodes {
    /** All is well, or the text is valid. */
    static final int GOOD = 0;
    /** Something is wrong with the domain, or the text is not valid. */
    static final int BAD = 1;
    /** The command was used wrongly. */
    static final int USAGE = 2;
    /** Nothing is wrong as far as could be seen, and something could not be. */
    static final int UNKNOWN = 3;
    /** The program itself failed. */
    static final int FAILURE = 70;

    private ExitCodes() {}
}
