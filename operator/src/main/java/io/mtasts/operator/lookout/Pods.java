package io.mtasts.operator.lookout;

import java.net.InetSocketAddress;

/** Asks a pod for a policy, over plain HTTP at the pod's own address. */
@FunctionalInterface
public interface Pods {
    /** Blocks for a bounded time and never throws for what the network does. */
    PodAnswer ask(InetSocketAddress pod, String policyHost);
}
