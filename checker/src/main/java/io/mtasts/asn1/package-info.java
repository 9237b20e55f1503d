/**
 * The distinguished encoding of ASN.1 (X.690), of which certificates are made: for the little of them that Java does not read, or writes
 * otherwise. Depends on the JDK alone.
 */
@NullMarked
package io.mtasts.asn1;

import org.jspecify.annotations.NullMarked;
