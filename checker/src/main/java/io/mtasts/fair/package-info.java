@NullMarked
package io.mtasts.fair;

import org.jspecify.annotations.NullMarked;
