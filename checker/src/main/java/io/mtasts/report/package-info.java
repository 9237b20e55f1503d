@NullMarked
package io.mtasts.report;

import org.jspecify.annotations.NullMarked;
