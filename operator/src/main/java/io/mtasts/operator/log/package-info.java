/** Sets up logging on standard error: lines of text, or of JSON for log collectors. Depends on Logback alone. */
@NullMarked
package io.mtasts.operator.log;

import org.jspecify.annotations.NullMarked;
