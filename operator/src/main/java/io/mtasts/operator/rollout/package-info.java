/**
 * Decides which policy to serve: testing until the soak is over, then enforce, and mode none while a domain retires (RFC 8461 section 8.3).
 * A pure state machine whose memory is the status, which lists the policies that senders may still have cached. Depends on the API types,
 * on {@code policy}, and on {@code prober} for how far a policy has spread; on neither the Kubernetes client nor the network.
 */
@NullMarked
package io.mtasts.operator.rollout;

import org.jspecify.annotations.NullMarked;
