package io.mtasts.operator.gather;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the policy servers of a namespace hold for a policy host, as far as their informers know. */
public final class ServedHosts {
    private volatile @Nullable ServerInformers informers;

    /** From now on these know. */
    public void knownBy(ServerInformers servers) {
        informers = servers;
    }

    /** The body; empty also before the informers are there. */
    public Optional<String> held(String namespace, String policyHost) {
        return Optional.ofNullable(informers).flatMap(servers -> servers.held(namespace, policyHost));
    }
}
