package io.mtasts.tlsrpt;

import io.mtasts.policy.Excerpt;
import io.mtasts.policy.TxtFields;
import java.util.List;

/**
 * The TXT record at {@code _smtp._tls.<domain>} that says where TLS reports go (RFC 8460 section 3).
 *
 * @param rua URIs as they stand in the record; at least one, of which at least one is mailto: or https:
 */
public record TlsRptRecord(List<String> rua) {
    static final String VERSION = "v=TLSRPTv1";

    /** What {@link TlsRptRecordParser} would refuse is a mistake of the caller: IllegalArgumentException. */
    public TlsRptRecord {
        rua = List.copyOf(rua);
        for (var uri : rua) {
            ReportUri.problem(uri).ifPresent(problem -> {
                throw new IllegalArgumentException('"' + Excerpt.of(uri) + "\": " + problem);
            });
        }
        if (rua.stream().noneMatch(ReportUri::supported)) {
            throw new IllegalArgumentException("rua must have at least one mailto: or https: address");
        }
    }

    /**
     * Those TXT records that claim to be one: they begin with {@code v=TLSRPTv1}, optional blanks and a semicolon. Unless exactly one
     * remains and parses, senders do not report.
     *
     * @param txt whole records, their strings joined, one char per byte (ISO-8859-1)
     */
    public static List<String> candidates(List<String> txt) {
        return TxtFields.beginningWith(VERSION, txt);
    }

    /** As it should stand in DNS. */
    public String text() {
        return VERSION + "; rua=" + String.join(",", rua);
    }
}
