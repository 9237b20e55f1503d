/**
 * Mails that bring TLS reports (RFC 8460 section 5.3): the report taken out of its attachment, and whether a DKIM signature holds and
 * whose it is (section 3).
 */
@NullMarked
package io.mtasts.reports.mail;

import org.jspecify.annotations.NullMarked;
