/**
 * A report that came in, as a value: what it says, by which door it came, and who vouches for it.
 */
@NullMarked
package io.mtasts.reports.intake;

import org.jspecify.annotations.NullMarked;
