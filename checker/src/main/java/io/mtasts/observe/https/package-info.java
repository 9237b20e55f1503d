/**
 * The policy fetched over HTTPS (RFC 8461 section 3.3), and what was answered instead. Depends on net and tls.
 */
@NullMarked
package io.mtasts.observe.https;

import org.jspecify.annotations.NullMarked;
