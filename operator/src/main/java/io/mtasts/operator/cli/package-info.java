/** The command line: {@code run}, {@code check}, {@code lint}, {@code crds}. */
@NullMarked
package io.mtasts.operator.cli;

import org.jspecify.annotations.NullMarked;
