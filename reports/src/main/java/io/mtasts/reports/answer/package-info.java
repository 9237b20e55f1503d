/**
 * What the store has of domains, told: as text for a person, and as the JSON that the receiver gives to the operator, both from the same
 * values.
 */
@NullMarked
package io.mtasts.reports.answer;

import org.jspecify.annotations.NullMarked;
