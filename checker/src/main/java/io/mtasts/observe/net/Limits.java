package io.mtasts.observe.net;

/**
 * How much is done at the same time and in a second, so that neither we nor those we look at suffer.
 *
 * @param questions DNS questions under way at once
 * @param connections TCP connections open at once, all in all
 * @param connectionsPerAddress TCP connections open at once to one address
 * @param perSecondPerAddress TCP connections begun to one address in a second
 */
public record Limits(int questions, int connections, int connectionsPerAddress, int perSecondPerAddress) {
    public static final Limits DEFAULT = new Limits(128, 128, 8, 100);

    public Limits {
        if (questions < 1 || connections < 1 || connectionsPerAddress < 1 || perSecondPerAddress < 1) {
            throw new IllegalArgumentException("A limit is at least 1.");
        }
    }
}
