/**
 * The texts of MTA-STS as values: the {@code _mta-sts} TXT record and the policy file (RFC 8461 section 3), with their parsers. A text that
 * is wrong is no exception: its parser returns remarks on what a sender would ignore or reject. Depends on the JDK alone.
 */
@NullMarked
package io.mtasts.policy;

import org.jspecify.annotations.NullMarked;
