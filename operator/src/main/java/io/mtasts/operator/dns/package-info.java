/** Publishing DNS records: what to write where, the DNSEndpoint for ExternalDNS, and dynamic updates (RFC 2136). */
@NullMarked
package io.mtasts.operator.dns;

import org.jspecify.annotations.NullMarked;
