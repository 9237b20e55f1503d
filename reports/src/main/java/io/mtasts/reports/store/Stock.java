package io.mtasts.reports.store;

/**
 * How much is in a store.
 *
 * @param reports as they came
 * @param counted reports that have been counted, one for each domain in them; those that are no longer kept included
 * @param domains of which there is something
 */
public record Stock(long reports, long counted, long domains) {}
