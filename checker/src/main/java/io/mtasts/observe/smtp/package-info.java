/**
 * The conversation with a mail server up to STARTTLS (RFC 3207), and what came of it. Depends on net, tls and dns.
 */
@NullMarked
package io.mtasts.observe.smtp;

import org.jspecify.annotations.NullMarked;
