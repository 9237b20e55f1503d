@NullMarked
package io.mtasts.operator.status;

import org.jspecify.annotations.NullMarked;
