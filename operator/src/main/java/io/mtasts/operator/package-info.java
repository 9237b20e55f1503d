@NullMarked
package io.mtasts.operator;

import org.jspecify.annotations.NullMarked;
