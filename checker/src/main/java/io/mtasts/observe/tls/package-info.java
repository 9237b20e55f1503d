/**
 * TLS as a sender opens it, and what it makes of a certificate: trust, names and dates (RFC 8461 sections 3.3 and 4.2). Depends on asn1, net and policy.
 *
 * <p>Java reads no more than 10 certificates and 32 KiB in one message of a handshake, for the whole process. Senders read more: a
 * program that uses this package is best started with {@code -Djdk.tls.client.maxInboundCertificateChainLength=16} and
 * {@code -Djdk.tls.maxHandshakeMessageSize=102400}, as ours are ({@code jvm.options}). Without them a longer chain is a failed handshake.
 * Nothing else is set for the process: what Java's TLS does not do is seen by a look in the clear.
 */
@NullMarked
package io.mtasts.observe.tls;

import org.jspecify.annotations.NullMarked;
