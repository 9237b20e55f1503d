/** How long reading takes, beside how long dnsjava takes for the records that ours come in. */
@NullMarked
package io.mtasts.bench.parsers;

import org.jspecify.annotations.NullMarked;
