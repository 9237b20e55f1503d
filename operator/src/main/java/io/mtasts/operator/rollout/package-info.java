@NullMarked
package io.mtasts.operator.rollout;

import org.jspecify.annotations.NullMarked;
