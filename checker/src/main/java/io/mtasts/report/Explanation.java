package io.mtasts.report;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reason means, for a terminal.
 *
 * @param width in columns
 */
public record Explanation(int width) {
    private static final String INDENT = "  ";
    private static final int NAMES = 24;
    private static final int SEVERITIES = 9;

    /** All there is to say of one reason; every line ends in LF. */
    public String of(Reason reason) {
        var lines = new ArrayList<String>();
        var clause = reason.clause();
        lines.add(reason.name() + " (" + severity(reason) + (clause.isEmpty() ? ")" : ", " + clause + ")"));
        lines.add("");
        lines.addAll(Wrapped.lines(reason.meaning(), INDENT, width));
        if (!reason.remedy().isEmpty()) {
            lines.addAll(Wrapped.lines(plain(reason.remedy()), INDENT, width));
        }
        lines.add("");
        lines.addAll(Wrapped.lines(consequence(reason), INDENT, width));
        return joined(lines);
    }

    /** One line for each, or two: name, severity, meaning. */
    public String list(List<Reason> reasons) {
        var lines = new ArrayList<String>();
        for (var reason : reasons) {
            var left = "%%-%ds%%-%ds".formatted(NAMES, SEVERITIES).formatted(reason.name(), severity(reason));
            var meaning = Wrapped.lines(reason.meaning(), " ".repeat(NAMES + SEVERITIES), width);
            lines.add(left + meaning.getFirst().substring(left.length()));
            lines.addAll(meaning.subList(1, meaning.size()));
        }
        return joined(lines);
    }

    private static String consequence(Reason reason) {
        return switch (reason) {
            case ObservedReason.Disabled ->
                "Where it is found the condition is Unknown, and check exits as if it had found nothing: you asked for"
                        + " it.";
            case ObservedReason.TLSReportingMissing ->
                "Where a MailDomainPolicy asks for reports the condition is False. Elsewhere it is a warning and there"
                        + " is no such condition, and check exits as if it had found nothing.";
            case ObservedReason.ReportMalformed -> "No condition has it. Where it is found lint report exits with 1.";
            case ObservedReason.ReportTolerated ->
                "No condition has it. Where it is found lint report exits with 0 all the same.";
            // check knows neither what an operator serves, nor where reports are to go, nor a cluster's addresses
            case ObservedReason.RecordStale, ObservedReason.TLSReportingElsewhere, ObservedReason.NoHairpin ->
                condition(reason) + ". check alone cannot find it.";
            case ObservedReason observed -> condition(observed) + exitStatus(observed) + ".";
            default -> condition(reason) + "."; // the operator's own, which check does not know
        };
    }

    private static String condition(Reason reason) {
        return switch (reason.severity()) {
            case ERROR -> "Where it is found the condition is False";
            case UNKNOWN -> "Where it is found the condition is Unknown";
            case WARNING -> "Where it is found the condition stays True";
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

    private static String severity(Reason reason) {
        return reason.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String plain(String markdown) {
        return markdown.replace("`", "");
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
