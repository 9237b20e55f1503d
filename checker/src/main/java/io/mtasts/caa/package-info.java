/**
 * Which certification authorities may issue for a name (CAA, RFC 8659 and RFC 8657): properties as values, the parser of their text, and
 * whether one authority may. Depends on {@code policy} to quote what others wrote.
 */
@NullMarked
package io.mtasts.caa;

import org.jspecify.annotations.NullMarked;
