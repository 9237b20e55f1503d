/** Draws what the rollout decides from out of the input and of what was judged of it, as pure functions. */
@NullMarked
package io.mtasts.operator.evidence;

import org.jspecify.annotations.NullMarked;
