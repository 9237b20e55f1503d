/**
 * Questions to resolvers, over UDP, TCP and TLS, and to the authoritative servers of a name, with the CNAMEs on the way. Depends on
 * dnsjava, dane, net and tls, and on {@code caa} for what certification authorities read.
 */
@NullMarked
package io.mtasts.observe.dns;

import org.jspecify.annotations.NullMarked;
