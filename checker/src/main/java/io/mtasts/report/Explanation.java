package io.mtasts.report;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reason means, for a terminal.
 *
 * @param width in columns
 */
public record Explanation(int width) {
    private static final String INDENT = "  ";
    private static final int NAMES = 24;
    private static final int KINDS = 9;

    /** All there is to say of one reason; every line ends in LF. */
    public String of(Reason reason) {
        var lines = new ArrayList<String>();
        var clause = reason.clause();
        lines.add(reason.name() + " (" + reason.kind() + (clause.isEmpty() ? ")" : ", " + clause + ")"));
        lines.add("");
        lines.addAll(Wrapped.lines(reason.meaning(), INDENT, width));
        if (!reason.remedy().isEmpty()) {
            lines.addAll(Wrapped.lines(plain(reason.remedy()), INDENT, width));
        }
        lines.add("");
        lines.addAll(Wrapped.lines(consequence(reason), INDENT, width));
        if (reason == ObservedReason.SomeSendersRefuse) {
            lines.add("");
            lines.addAll(RefusalTable.lines(width));
        }
        return joined(lines);
    }

    /** One line for each, or two: name, kind, meaning. */
    public String list(List<Reason> reasons) {
        var lines = new ArrayList<String>();
        for (var reason : reasons) {
            var left = "%%-%ds%%-%ds".formatted(NAMES, KINDS).formatted(reason.name(), reason.kind());
            var meaning = Wrapped.lines(reason.meaning(), " ".repeat(NAMES + KINDS), width);
            lines.add(left + meaning.getFirst().substring(left.length()));
            lines.addAll(meaning.subList(1, meaning.size()));
        }
        return joined(lines);
    }

    private static String consequence(Reason reason) {
        return switch (reason) {
            case ObservedReason.Disabled ->
                "It makes the condition Unknown. It does not affect the exit code of check, since you asked for it.";
            case ObservedReason.TLSReportingMissing ->
                "It makes the condition False if the MailDomainPolicy asks for reports. Otherwise it is a warning"
                        + " without a condition, and does not affect the exit code of check.";
            case ObservedReason.CAAForbids ->
                "It makes the condition False while there is no certificate. check knows no issuer: it warns where no"
                        + " authority at all may issue, and its exit code stays.";
            case ObservedReason.ReportMalformed -> "It belongs to no condition. It makes lint report exit with 1.";
            case ObservedReason.ReportTolerated ->
                "It belongs to no condition. It does not affect the exit code of lint report.";
            case ObservedReason.TLSAMalformed -> "It belongs to no condition. It makes lint tlsa exit with 1.";
            // check knows neither what an operator serves, nor where reports are to go, nor a cluster's addresses
            case ObservedReason.RecordStale, ObservedReason.TLSReportingElsewhere, ObservedReason.NoHairpin ->
                condition(reason) + ". check on its own cannot find it.";
            case ObservedReason observed -> condition(observed) + exitStatus(observed) + ".";
            case Reason other
            when other.inProgress() ->
                "Nothing is wrong: it is progress, and the condition is not True until it is done.";
            default -> condition(reason) + "."; // the operator's own, which check does not know
        };
    }

    private static String condition(Reason reason) {
        return switch (reason.severity()) {
            case ERROR -> "It makes the condition False";
            case UNKNOWN -> "It makes the condition Unknown";
            case WARNING -> "It leaves the condition True";
            case INFO -> "Nothing is wrong";
        };
    }

    private static String exitStatus(ObservedReason reason) {
        return switch (reason.severity()) {
            case ERROR -> ", and check exits with 1";
            case UNKNOWN -> ", and check exits with 3 unless there is an error";
            case WARNING, INFO -> "";
        };
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
