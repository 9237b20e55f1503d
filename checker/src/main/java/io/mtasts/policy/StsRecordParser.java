package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;

/** Reads MTA-STS records (RFC 8461 section 3.1). */
public final class StsRecordParser {
    private StsRecordParser() {}

    /**
     * Reads one TXT record.
     *
     * @param text its strings joined, one char per byte (ISO-8859-1)
     */
    public static Parsed<StsRecord> parse(String text) {
        var remarks = new Remarks();
        var id = new TxtFields(StsRecord.VERSION, "id", Kind.RecordMalformed, remarks).read(text);
        id.filter(field -> !PolicyId.isId(field.value()))
                .ifPresent(field -> remarks.add(
                        Severity.ERROR,
                        Kind.RecordMalformed,
                        Position.ofCharacter(field.at()),
                        field.text(),
                        "id must be 1 to 32 letters and digits"));
        return remarks.on(() -> new StsRecord(new PolicyId(id.orElseThrow().value())));
    }
}
