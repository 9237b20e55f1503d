/**
 * The queue for certificates: which Certificate is requested next, so that what an ACME account may ask for in an hour lasts for all
 * namespaces. Depends on {@code gather} and {@code conditions} for whether one is due.
 */
@NullMarked
package io.mtasts.operator.issuance;

import org.jspecify.annotations.NullMarked;
