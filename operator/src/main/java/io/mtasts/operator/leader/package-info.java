/** Which of several operators acts. */
@NullMarked
package io.mtasts.operator.leader;

import org.jspecify.annotations.NullMarked;
