/** The one scheduler under prober and publish: work for a key, again and again, never twice at a time, in turn by namespace. */
@NullMarked
package io.mtasts.operator.work;

import org.jspecify.annotations.NullMarked;
