/**
 * Starts and stops a receiver: opens the doors that are wanted, remembers which domains it takes reports for, counts, and answers the
 * operator.
 */
@NullMarked
package io.mtasts.reports.receiver;

import org.jspecify.annotations.NullMarked;
