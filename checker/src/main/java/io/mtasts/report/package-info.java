/**
 * Prints what {@code check}, {@code lint} and {@code explain} found, as text, JSON or HTML. Depends on {@code check} for the findings, and
 * on {@code observe}, {@code policy} and {@code tlsrpt} for the values to print.
 */
@NullMarked
package io.mtasts.report;

import org.jspecify.annotations.NullMarked;
