package io.mtasts.operator.publish;

import io.mtasts.policy.StsRecord;
import io.mtasts.policy.StsRecordParser;
import io.mtasts.tlsrpt.TlsRptRecord;
import java.util.List;

/** The two TXT records of a mail domain. */
public enum RecordKind {
    /** {@code _mta-sts} (RFC 8461 section 3.1). */
    MTA_STS("_mta-sts"),
    /** {@code _smtp._tls} (RFC 8460 section 3). */
    TLS_REPORTING("_smtp._tls");

    private final String label;

    RecordKind(String label) {
        this.label = label;
    }

    /** What stands in front of the domain. */
    public String label() {
        return label;
    }

    /** Those of a name's TXT records that claim to be of this kind; the others are none of our business. */
    List<String> candidates(List<String> texts) {
        return switch (this) {
            case MTA_STS -> StsRecord.candidates(texts);
            case TLS_REPORTING -> TlsRptRecord.candidates(texts);
        };
    }

    /** By what records are compared: an id is the same however a person has written the rest. */
    public String canonical(String text) {
        return switch (this) {
            case MTA_STS ->
                StsRecordParser.parse(text).value().map(StsRecord::text).orElse(text);
            case TLS_REPORTING -> text;
        };
    }
}
