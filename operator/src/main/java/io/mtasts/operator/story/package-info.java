/** The whole story of a domain on one screen, told from what stands in the cluster alone: nothing is probed. */
@NullMarked
package io.mtasts.operator.story;

import org.jspecify.annotations.NullMarked;
