/**
 * Judges what was seen of a domain: each check is a pure function from the view and what was expected to findings, {@link AllChecks} lists
 * them in order, and {@link ObservedReason} has every reason with its RFC clause. Opens no connection. Depends on {@code observe} for the
 * view, and on {@code policy}.
 */
@NullMarked
package io.mtasts.check;

import org.jspecify.annotations.NullMarked;
