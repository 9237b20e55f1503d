package io.mtasts.reports.store;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * What to tell of which domains.
 *
 * @param domains in lower case, A-labels
 * @param from the first day, in UTC
 * @param to the last day
 * @param trusted whose verified reports are evidence: a submitter's domain, in lower case
 */
public record Question(List<String> domains, LocalDate from, LocalDate to, Predicate<String> trusted) {
    public Question {
        domains = List.copyOf(domains);
    }
}
