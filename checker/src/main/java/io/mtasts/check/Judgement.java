package io.mtasts.check;

import io.mtasts.check.Verdict.Status;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a domain stands.
 *
 * @param findings all of them, in order of the checks, also those of aspects that have no verdict
 * @param verdicts one per aspect, in order; none of TLS reporting where nobody asked for reports, none of DANE without TLSA records
 */
public record Judgement(Evidence evidence, List<Finding> findings, List<Verdict> verdicts) {
    private static final int LISTED = 5;

    public Judgement {
        findings = List.copyOf(findings);
        verdicts = List.copyOf(verdicts);
    }

    /** Runs every check. */
    public static Judgement of(Evidence evidence) {
        var findings = AllChecks.findings(evidence);
        var verdicts = Arrays.stream(Aspect.values())
                .filter(aspect -> isJudged(aspect, evidence, findings))
                .map(aspect -> verdict(aspect, evidence, findings))
                .toList();
        return new Judgement(evidence, findings, verdicts);
    }

    private static boolean isJudged(Aspect aspect, Evidence evidence, List<Finding> findings) {
        return switch (aspect) {
            case RECORD, POLICY, COVERAGE, MX_TLS -> true;
            case DANE -> DaneSight.all(evidence).anyMatch(DaneSight::applies) || saysMore(findings, aspect);
            case TLS_REPORTING -> !evidence.expectation().rua().isEmpty();
        };
    }

    private static boolean saysMore(List<Finding> findings, Aspect aspect) {
        return findings.stream().anyMatch(finding -> finding.aspect() == aspect && finding.severity() != Severity.INFO);
    }

    /** Empty for {@link Aspect#TLS_REPORTING} where nobody asked for reports, and for {@link Aspect#DANE} where there are no TLSA records. */
    public Optional<Verdict> verdict(Aspect aspect) {
        return verdicts.stream().filter(verdict -> verdict.aspect() == aspect).findFirst();
    }

    /** What senders that hold an enforce policy find of the mail servers' TLS, whatever the policy that is served now asks. */
    public List<Finding> tlsUnderEnforce() {
        var all = CoverageChecks.asksNothing(evidence) ? AllChecks.findings(evidence.underEnforce()) : findings;
        return all.stream().filter(finding -> finding.aspect() == Aspect.MX_TLS).toList();
    }

    private static Verdict verdict(Aspect aspect, Evidence evidence, List<Finding> all) {
        var worstFirst = all.stream()
                .filter(finding -> finding.aspect() == aspect)
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        var worst = worstFirst.isEmpty() ? Severity.INFO : worstFirst.getFirst().severity();
        var status = switch (worst) {
            case ERROR -> Status.FALSE;
            case UNKNOWN -> Status.UNKNOWN;
            case WARNING, INFO -> Status.TRUE;
        };
        return worst == Severity.INFO
                ? new Verdict(
                        aspect, status, goodReason(worstFirst, aspect), Confirmation.of(aspect, evidence), worstFirst)
                : new Verdict(aspect, status, worstFirst.getFirst().reason(), message(worstFirst), worstFirst);
    }

    /** Coverage by a policy that asks for nothing is not the same as good coverage. */
    private static Reason goodReason(List<Finding> findings, Aspect aspect) {
        boolean none = aspect == Aspect.COVERAGE
                && findings.stream().anyMatch(finding -> finding.reason() == ObservedReason.ModeNone);
        return none ? ObservedReason.ModeNone : ObservedReason.AllGood;
    }

    private static String message(List<Finding> worstFirst) {
        var lines = worstFirst.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .map(Finding::line)
                .toList();
        var listed = String.join(" ", lines.subList(0, Math.min(LISTED, lines.size())));
        return lines.size() <= LISTED ? listed : "%s (and %d more)".formatted(listed, lines.size() - LISTED);
    }
}
