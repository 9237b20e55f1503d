/**
 * The door for mail: SMTP (RFC 5321) or LMTP (RFC 2033) from the domain's own mail server, with an answer only after the report is stored.
 */
@NullMarked
package io.mtasts.reports.smtp;

import org.jspecify.annotations.NullMarked;
