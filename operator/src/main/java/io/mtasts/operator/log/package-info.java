/** How the log is written where machines read it. */
@NullMarked
package io.mtasts.operator.log;

import org.jspecify.annotations.NullMarked;
