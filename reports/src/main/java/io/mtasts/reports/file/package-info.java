/**
 * What people have of reports on their disks: JSON, gzip, mails, mailboxes, zip archives, directories of all these; each report found is
 * handed on, and what is none is named.
 */
@NullMarked
package io.mtasts.reports.file;

import org.jspecify.annotations.NullMarked;
