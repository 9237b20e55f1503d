/**
 * One condition after the other: each file makes the result of one from the input, the verdicts of {@code check} and the policy that is
 * served. Reads neither the cluster nor the network; {@code status} puts the results together.
 */
@NullMarked
package io.mtasts.operator.conditions;

import org.jspecify.annotations.NullMarked;
