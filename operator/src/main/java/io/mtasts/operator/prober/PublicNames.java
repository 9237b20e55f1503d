package io.mtasts.operator.prober;

import io.mtasts.observe.dns.Answer;
import java.net.InetAddress;

/** Resolves a name as the public does. */
@FunctionalInterface
public interface PublicNames {
    /** Blocks for a bounded time and never throws for what the network does. */
    Answer<InetAddress> addresses(String name);
}
