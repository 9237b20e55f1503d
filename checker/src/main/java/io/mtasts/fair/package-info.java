/** Shares what there is little of among those who want it, so that nobody waits for what somebody else asks for all the time. */
@NullMarked
package io.mtasts.fair;

import org.jspecify.annotations.NullMarked;
