/**
 * Liveness, readiness and metrics over HTTP, and a warning in the log for each kind that the operator lacks permission to watch. Reads the
 * statuses of all policies, the informers of {@code controller} and the prober; changes nothing.
 */
@NullMarked
package io.mtasts.operator.health;

import org.jspecify.annotations.NullMarked;
