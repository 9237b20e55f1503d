/**
 * Computes the status of both kinds: conditions, DNS records, mail state and next step, as pure functions of one immutable input
 * ({@link PolicyInput}). Takes the verdicts of {@code check} and the decision of {@code rollout}; reads neither the cluster nor the network.
 */
@NullMarked
package io.mtasts.operator.status;

import org.jspecify.annotations.NullMarked;
