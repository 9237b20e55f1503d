/**
 * Keeps reports in SQLite or PostgreSQL, each once, and answers what senders saw of a domain: a day, a submitter and a policy at a time.
 */
@NullMarked
package io.mtasts.reports.store;

import org.jspecify.annotations.NullMarked;
