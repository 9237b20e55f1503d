/** The reports that senders send of their TLS sessions (RFC 8460 sections 4 and 5): read strictly, within a bounded memory. */
@NullMarked
package io.mtasts.tlsrpt;

import org.jspecify.annotations.NullMarked;
