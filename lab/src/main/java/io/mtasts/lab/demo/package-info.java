/** {@code ./demo}: the whole product against the lab's world, told to somebody who sees it for the first time. */
@NullMarked
package io.mtasts.lab.demo;

import org.jspecify.annotations.NullMarked;
