@NullMarked
package io.mtasts.launcher;

import org.jspecify.annotations.NullMarked;
