/** Addresses and listeners on loopback: where the servers of a lab stand. */
@NullMarked
package io.mtasts.lab.net;

import org.jspecify.annotations.NullMarked;
