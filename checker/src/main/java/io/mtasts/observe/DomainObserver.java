package io.mtasts.observe;

/** Looks at a domain from outside, as a sending mail server would. */
public interface DomainObserver extends AutoCloseable {
    /**
     * Gathers one view. Blocks for a bounded time, does not throw for anything the network does.
     *
     * @param domain the mail domain, lower-case A-labels without a final dot
     */
    PublicView observe(String domain, Look look);

    @Override
    void close();
}
