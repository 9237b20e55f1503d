/**
 * Decides on each report that comes in, whatever the door: read, attributed to a submitter, counted against limits, stored, or refused
 * with a reason.
 */
@NullMarked
package io.mtasts.reports.admission;

import org.jspecify.annotations.NullMarked;
