/**
 * Reads the TLS reports that senders mail or post about their sessions (RFC 8460 sections 4 and 5), plain or gzip, strictly and within
 * bounded memory. Depends on Jackson's tokenizer and on {@code policy}.
 */
@NullMarked
package io.mtasts.tlsrpt;

import org.jspecify.annotations.NullMarked;
