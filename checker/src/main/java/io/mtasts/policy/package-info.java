@NullMarked
package io.mtasts.policy;

import org.jspecify.annotations.NullMarked;
