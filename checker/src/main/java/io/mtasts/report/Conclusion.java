package io.mtasts.report;

import io.mtasts.check.Aspect;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Listed;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Severity;
import io.mtasts.policy.Mode;
import io.mtasts.policy.StsPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a report comes to: how much is wrong, and what that means for the mail of the domain. */
final class Conclusion {
    /** Mail is lost for reasons that are not those of MTA-STS. */
    private static final Set<ObservedReason> NOT_FOR_MTA_STS =
            Set.of(ObservedReason.MXUnreachable, ObservedReason.MXUnresolvable);

    private Conclusion() {}

    /** The last line of a report. */
    static String of(Judgement judgement) {
        return "%s. %s".formatted(counted(judgement.findings()), meaning(judgement));
    }

    /** MTA-STS does not override DANE, so this holds whatever the policy is. */
    private static String byDane(Judgement judgement) {
        var refused = Scorecard.findings(judgement, Aspect.DANE)
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::subject)
                .distinct()
                .sorted()
                .toList();
        return refused.isEmpty()
                ? ""
                : " Senders that support DANE do not deliver to %s, whatever the policy says."
                        .formatted(Listed.few(refused));
    }

    /** How many findings there are of each severity, without a full stop. */
    static String counted(List<Finding> findings) {
        var counts = new ArrayList<String>();
        count(findings, Severity.ERROR, "error", "errors", counts);
        count(findings, Severity.UNKNOWN, "unknown", "unknown", counts);
        count(findings, Severity.WARNING, "warning", "warnings", counts);
        return counts.isEmpty() ? "Nothing is wrong" : String.join(", ", counts);
    }

    private static void count(List<Finding> findings, Severity severity, String one, String many, List<String> counts) {
        long count = findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        if (count > 0) {
            counts.add(count + " " + (count == 1 ? one : many));
        }
    }

    /** A sentence on what senders do with the mail of the domain. */
    static String meaning(Judgement judgement) {
        return byPolicy(judgement) + byDane(judgement);
    }

    private static String byPolicy(Judgement judgement) {
        var domain = judgement.evidence().view().domain();
        if (errors(judgement, Aspect.RECORD) || errors(judgement, Aspect.POLICY)) {
            return "Senders that do not have a policy of %s cached may find none: its mail is not protected."
                    .formatted(domain);
        }
        var modes = FetchedBody.policies(judgement.evidence().view()).stream()
                .map(StsPolicy::mode)
                .toList();
        if (modes.isEmpty()) {
            return "Whether the mail of %s is protected cannot be determined from here.".formatted(domain);
        }
        if (!modes.contains(Mode.ENFORCE)) {
            return modes.contains(Mode.TESTING)
                    ? "Senders that support MTA-STS report failures but still deliver."
                    : "The policy asks nothing of senders: they treat %s as if it had none.".formatted(domain);
        }
        var refused = refusedHosts(judgement);
        return refused.isEmpty()
                ? "Senders that support MTA-STS deliver only over verified TLS."
                : "Senders that support MTA-STS refuse to deliver to %s.".formatted(Listed.few(refused));
    }

    private static boolean errors(Judgement judgement, Aspect aspect) {
        return Scorecard.findings(judgement, aspect).anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static List<String> refusedHosts(Judgement judgement) {
        return Scorecard.findings(judgement, Aspect.COVERAGE, Aspect.MX_TLS)
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding ->
                        !(finding.reason() instanceof ObservedReason reason && NOT_FOR_MTA_STS.contains(reason)))
                .map(Finding::subject)
                .distinct()
                .sorted()
                .toList();
    }
}
