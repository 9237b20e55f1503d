/** What the operator wants to exist: one file a child kind, each a pure function to an object ready for server-side apply. */
@NullMarked
package io.mtasts.operator.resources;

import org.jspecify.annotations.NullMarked;
