@NullMarked
package io.mtasts.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
