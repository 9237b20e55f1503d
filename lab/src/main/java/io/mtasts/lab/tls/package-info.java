/** The server's side of a TLS handshake, well behaved or not. */
@NullMarked
package io.mtasts.lab.tls;

import org.jspecify.annotations.NullMarked;
