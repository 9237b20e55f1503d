@NullMarked
package io.mtasts.observe;

import org.jspecify.annotations.NullMarked;
