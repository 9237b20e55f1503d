@NullMarked
package io.mtasts.check;

import org.jspecify.annotations.NullMarked;
