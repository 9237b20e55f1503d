/** Servers of the lab as programs of their own, for pods: the real ports, and HTTP to change what they show while they run. */
@NullMarked
package io.mtasts.lab.pod;

import org.jspecify.annotations.NullMarked;
