@NullMarked
package io.mtasts.operator.lookout;

import org.jspecify.annotations.NullMarked;
