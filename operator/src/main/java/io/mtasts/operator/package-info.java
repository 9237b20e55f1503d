/**
 * Starts and stops the operator: connects the Kubernetes client, the controllers, leader election, probes and metrics. Nothing but the
 * command line depends on it.
 */
@NullMarked
package io.mtasts.operator;

import org.jspecify.annotations.NullMarked;
