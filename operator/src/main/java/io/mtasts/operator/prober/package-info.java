/**
 * Probes domains, and the pods that serve their policies, at intervals and on threads of its own, so that no reconcile waits for the
 * network; the latest result reaches the reconciler as an event. Depends on {@code observe}, {@code check} and {@code fair}, and not on
 * Kubernetes.
 */
@NullMarked
package io.mtasts.operator.prober;

import org.jspecify.annotations.NullMarked;
