/**
 * The reasons of conditions that the operator itself gives, each with its words for {@code explain} and the docs; those of what was seen
 * from outside are in {@code check}. Depends on {@code check} alone.
 */
@NullMarked
package io.mtasts.operator.reasons;

import org.jspecify.annotations.NullMarked;
