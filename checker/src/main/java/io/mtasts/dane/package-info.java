/**
 * DANE for SMTP as values: TLSA records, which of them senders use, and what they say of the certificates of a mail server (RFC 6698, RFC
 * 7672), with a parser of their presentation format. Depends on asn1, and on {@code policy} for remarks.
 */
@NullMarked
package io.mtasts.dane;

import org.jspecify.annotations.NullMarked;
