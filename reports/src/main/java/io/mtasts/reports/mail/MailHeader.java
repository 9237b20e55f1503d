package io.mtasts.reports.mail;

import io.mtasts.reports.mail.ReportMail.AttachedReport;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.Field;

/** What the header of the mail itself says, not of its parts (RFC 8460 section 5.3). */
final class MailHeader {
    /** Any text with a colon is read as a field: these have the name of one. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private final Set<String> policyDomains = new HashSet<>();
    private final Set<String> submitters = new HashSet<>();
    private final Set<String> fromDomains = new HashSet<>();
    private boolean empty = true;

    void add(Field field) {
        empty &= !NAME.matcher(field.getName()).matches();
        switch (field.getName().toLowerCase(Locale.ROOT)) {
            case "tls-report-domain" -> policyDomains.add(domain(field));
            case "tls-report-submitter" -> submitters.add(domain(field));
            case "from" -> fromDomains.add(FromField.domain(field.getBody()));
            default -> {
                // says nothing of reports
            }
        }
    }

    boolean isEmpty() {
        return empty;
    }

    ReportMail of(List<AttachedReport> reports) {
        return new ReportMail(only(policyDomains), only(submitters), only(fromDomains), reports);
    }

    /** Two that differ are none: programs disagree on which of them counts. */
    private static Optional<String> only(Set<String> values) {
        return values.size() == 1
                ? values.stream().filter(value -> !value.isEmpty()).findFirst()
                : Optional.empty();
    }

    /** Some senders write names with U-labels, as encoded words (RFC 2047). */
    private static String domain(Field field) {
        return DecoderUtil.decodeEncodedWords(field.getBody(), DecodeMonitor.SILENT)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
