/** What the operator wants to exist: one file a child kind, a pure function to what server-side apply takes. */
@NullMarked
package io.mtasts.operator.resources;

import org.jspecify.annotations.NullMarked;
