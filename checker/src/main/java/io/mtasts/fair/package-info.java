/**
 * Shares scarce resources, such as connections or reconciliations, fairly among those who ask for them, so that one namespace or one domain
 * cannot starve the others. Depends on the JDK alone.
 */
@NullMarked
package io.mtasts.fair;

import org.jspecify.annotations.NullMarked;
