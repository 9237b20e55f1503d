/**
 * Starts and stops the operator: connects the Kubernetes client, the controllers, leader election, probes and metrics. Also holds the
 * settings of {@code run}, which {@code controller} and {@code health} read.
 */
@NullMarked
package io.mtasts.operator;

import org.jspecify.annotations.NullMarked;
