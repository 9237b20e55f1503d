/**
 * Computes the status of both kinds: the {@code conditions}, DNS records, mail state and next step, as pure functions of the one immutable
 * input of {@code gather}. Takes the verdicts of {@code check} and the decision of {@code rollout}; reads neither the cluster nor the network.
 */
@NullMarked
package io.mtasts.operator.status;

import org.jspecify.annotations.NullMarked;
