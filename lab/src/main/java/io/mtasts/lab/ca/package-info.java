/** A private certificate authority and every kind of certificate a checker may meet. */
@NullMarked
package io.mtasts.lab.ca;

import org.jspecify.annotations.NullMarked;
