/**
 * Reads what a sending mail server sees of a domain: DNS answers, the policy over HTTPS, STARTTLS and the certificates of the mail servers.
 * The result is one {@link PublicView}, in which every network failure is a value; nothing here judges. Depends on {@code policy} for host
 * names and values, and on {@code fair} to share connections.
 */
@NullMarked
package io.mtasts.observe;

import org.jspecify.annotations.NullMarked;
