/**
 * What {@code run} was started with: its settings, the namespaces and issuers that it may use, and the client that it talks to the cluster
 * with. Depends on the API types, on {@code observe} and on {@code publish} for the values that it holds.
 */
@NullMarked
package io.mtasts.operator.settings;

import org.jspecify.annotations.NullMarked;
