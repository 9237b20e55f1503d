/**
 * The door for reports by HTTPS (RFC 8460 section 5.4), and beside it, on a port that only the cluster reaches, the operator's list of
 * domains, its questions, probes and metrics.
 */
@NullMarked
package io.mtasts.reports.post;

import org.jspecify.annotations.NullMarked;
