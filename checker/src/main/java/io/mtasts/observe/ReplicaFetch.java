package io.mtasts.observe;

import java.net.InetAddress;

/**
 * Asks one replica of a policy server, by its own address and in plain HTTP, for the policy of a domain. Such addresses come from the
 * Kubernetes API and not from a name that somebody chose, so {@link AddressRules} do not apply; {@link ConnectTo} does.
 */
public final class ReplicaFetch implements AutoCloseable {
    private final ObserverSettings settings;

    public ReplicaFetch(ObserverSettings settings) {
        this.settings = settings;
    }

    /** Blocks for at most five seconds; does not throw for anything the network does. */
    public ReplicaOutcome fetch(String domain, InetAddress replica, int port) {
        return new ReplicaOutcome.Failed("nothing was asked of " + replica + ":" + port + settings.connectTo());
    }

    @Override
    public void close() {}
}
