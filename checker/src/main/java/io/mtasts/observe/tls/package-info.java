/**
 * TLS as a sender opens it, and what it makes of a certificate: trust, names and dates (RFC 8461 sections 3.3 and 4.2). Depends on net.
 */
@NullMarked
package io.mtasts.observe.tls;

import org.jspecify.annotations.NullMarked;
