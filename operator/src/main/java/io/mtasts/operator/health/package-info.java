/** What the operator tells of itself while it runs: to the kubelet, to Prometheus, and in the log what it may not see. */
@NullMarked
package io.mtasts.operator.health;

import org.jspecify.annotations.NullMarked;
