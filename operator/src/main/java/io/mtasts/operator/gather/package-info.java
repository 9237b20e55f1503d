/**
 * All that a pass reads of the cluster, out of the informers' caches, and the one immutable input that is made of it ({@link
 * PolicyInput}). It judges nothing. Depends on the Java Operator SDK, and on {@code prober} for what was seen from outside.
 */
@NullMarked
package io.mtasts.operator.gather;

import org.jspecify.annotations.NullMarked;
