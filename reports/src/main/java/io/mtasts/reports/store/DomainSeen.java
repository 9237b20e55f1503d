package io.mtasts.reports.store;

import java.time.LocalDate;
import java.util.List;

/**
 * What senders saw of a domain in a time, all counts as they report them: a summary counts sessions, the details of failures count
 * attempts, and may add up to more.
 *
 * @param submitters at most {@value #MOST_SUBMITTERS}, evidence first, then those with the most sessions
 * @param moreSubmitters how many others there are
 * @param days those with reports, the earliest first; what is evidence apart from what is not
 * @param failures at most {@value #MOST_FAILURES}, evidence first, then those with the most attempts
 * @param moreFailures how many others there are
 */
public record DomainSeen(
        String domain,
        List<Submitter> submitters,
        int moreSubmitters,
        List<Day> days,
        List<FailureSeen> failures,
        int moreFailures) {
    /** So many submitters are told of. */
    public static final int MOST_SUBMITTERS = 20;

    /** So many ways to fail are told of. */
    public static final int MOST_FAILURES = 50;

    public DomainSeen {
        submitters = List.copyOf(submitters);
        days = List.copyOf(days);
        failures = List.copyOf(failures);
    }

    /**
     * One who reports.
     *
     * @param name the domain of the signature that held, else what the report calls itself
     * @param verified whether a signature held
     * @param evidence whether it is one that is trusted, too
     * @param lastDay the latest day that it reported on
     * @param successful sessions
     * @param failed sessions
     * @param policies that it applied, the latest first, at most {@value #MOST_POLICIES}
     */
    public record Submitter(
            String name,
            boolean verified,
            boolean evidence,
            LocalDate lastDay,
            long successful,
            long failed,
            List<Applied> policies) {
        /** So many policies are told of. */
        public static final int MOST_POLICIES = 5;

        public Submitter {
            policies = List.copyOf(policies);
        }
    }

    /**
     * A policy that a submitter applied.
     *
     * @param type {@code sts}, {@code tlsa}, {@code no-policy-found}, or a later one
     * @param digest as {@link ReportedPolicy#digest(String)} makes it of a body; empty where the report has no text
     * @param mode empty where the report does not say
     * @param since the first day in the time asked for on which it did; it may have done so before
     * @param last the latest such day
     */
    public record Applied(
            String type,
            String digest,
            String mode,
            List<String> patterns,
            LocalDate since,
            LocalDate last,
            long successful,
            long failed) {
        public Applied {
            patterns = List.copyOf(patterns);
        }
    }

    /** A day. */
    public record Day(LocalDate day, boolean evidence, long successful, long failed) {}

    /**
     * One way to fail.
     *
     * @param policyType of the policy that was applied
     * @param resultType as the report has it
     * @param notInPolicy whether what failed is that the mail server is not in the policy that the sender applied
     * @param reason what the sender calls it; empty where it does not say, as with the host and the information
     * @param host the mail server
     * @param information of one of them
     * @param attempts that failed like this
     * @param delivered attempts of reports in which no session failed: the mail got there another way
     * @param lastDay the latest day on which it happened
     */
    public record FailureSeen(
            String submitter,
            boolean evidence,
            String policyType,
            String resultType,
            boolean notInPolicy,
            String reason,
            String host,
            String information,
            long attempts,
            long delivered,
            LocalDate lastDay) {}
}
