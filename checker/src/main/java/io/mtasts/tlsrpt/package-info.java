/**
 * TLS reporting: the {@code _smtp._tls} TXT record that asks for reports (RFC 8460 section 3), and the reports that senders mail or post
 * about their sessions (sections 4 and 5), read plain or gzip, strictly and within bounded memory. Depends on Jackson's tokenizer and on
 * {@code policy}.
 */
@NullMarked
package io.mtasts.tlsrpt;

import org.jspecify.annotations.NullMarked;
