/**
 * Publishes the DNS records that a status asks for: as a DNSEndpoint for external-dns, or by dynamic updates signed with TSIG (RFC 2136,
 * RFC 8945), on threads of its own. Depends on the API types, on {@code policy} to tell our records from others, and on {@code resources}
 * for the names of children.
 */
@NullMarked
package io.mtasts.operator.publish;

import org.jspecify.annotations.NullMarked;
