package io.mtasts.operator.prober;

import java.net.InetSocketAddress;

/** Asks a pod for the policy of a domain, over plain HTTP at the pod's own address. */
@FunctionalInterface
public interface Pods {
    /** Blocks for a bounded time and never throws for what the network does. */
    PodAnswer ask(InetSocketAddress pod, String domain);
}
