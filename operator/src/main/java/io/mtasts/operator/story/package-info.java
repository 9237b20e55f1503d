/**
 * Tells how one domain stands, on one screen, for {@code mta-sts-operator status} and {@code kubectl mtasts status}. Reads the cluster and
 * probes nothing. Depends on the API types, on {@code status} and {@code rollout} for what their values mean, and on {@code report} for the
 * layout.
 */
@NullMarked
package io.mtasts.operator.story;

import org.jspecify.annotations.NullMarked;
