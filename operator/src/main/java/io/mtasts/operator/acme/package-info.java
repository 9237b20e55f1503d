/**
 * By which names CAA records speak of the authority behind an ACME server (RFC 8555 section 7.1.1): as the server itself says, else out of a
 * table. Depends on jackson and caffeine, and is given what fetches.
 */
@NullMarked
package io.mtasts.operator.acme;

import org.jspecify.annotations.NullMarked;
