package io.mtasts.operator.cli;

/** One line on a terminal that says how far a batch is, written over as it gets on; nothing where standard error is no terminal. */
final class Progress {
    private static final String ERASE = "\r\033[K";

    private final Terminal terminal;
    private final int all;
    private int done;

    Progress(Terminal terminal, int all) {
        this.terminal = terminal;
        this.all = all;
    }

    void show() {
        if (terminal.progress()) {
            terminal.err().print(ERASE + "%d of %d looked at".formatted(done, all));
            terminal.err().flush();
        }
    }

    /** Call it before anything else is printed: both streams may be the same terminal. */
    void erase() {
        if (terminal.progress()) {
            terminal.err().print(ERASE);
            terminal.err().flush();
        }
    }

    void oneMore() {
        done++;
    }
}
