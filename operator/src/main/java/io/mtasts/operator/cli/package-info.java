/**
 * The command line: {@code run}, {@code check}, {@code lint}, {@code explain}, {@code status} and {@code crds}, and the one table of
 * settings from which flags, environment variables and chart values follow. Depends on whatever a command needs; nothing depends on it.
 */
@NullMarked
package io.mtasts.operator.cli;

import org.jspecify.annotations.NullMarked;
