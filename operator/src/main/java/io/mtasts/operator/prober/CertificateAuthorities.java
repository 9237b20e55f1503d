package io.mtasts.operator.prober;

import java.util.List;

/** Knows by which names CAA records speak of the authority behind an ACME server. */
@FunctionalInterface
public interface CertificateAuthorities {
    /**
     * Blocks for a bounded time and never throws for what the network does.
     *
     * @param party on whose behalf
     * @param server the URL of its directory
     * @return none where that is not known
     */
    List<String> authority(String party, String server);
}
