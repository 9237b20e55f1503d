package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;

/** Reads MTA-STS records (RFC 8461 section 3.1). */
public final class StsRecordParser {
    private static final RecordNearMiss NEAR_MISS =
            new RecordNearMiss(StsRecord.VERSION, "id", StsRecordParser::meantId);

    private StsRecordParser() {}

    /**
     * Reads one TXT record.
     *
     * @param text its strings joined, one char per byte (ISO-8859-1)
     */
    public static Parsed<StsRecord> parse(String text) {
        return NEAR_MISS.explain(text, read(text), StsRecordParser::read);
    }

    private static Parsed<StsRecord> read(String text) {
        var remarks = new Remarks();
        var ids = new TxtFields(StsRecord.VERSION, "id", Kind.RecordMalformed, "", remarks).read(text);
        ids.stream()
                .filter(field -> !PolicyId.isId(field.value()))
                .forEach(field -> remarks.add(
                        Severity.ERROR,
                        Kind.RecordMalformed,
                        Position.ofCharacter(field.at()),
                        field.text(),
                        "id must be 1 to 32 letters and digits"));
        return remarks.on(() -> new StsRecord(new PolicyId(ids.getFirst().value())));
    }

    /** An id may be anything that changes with the policy: a date with dashes is one without them. Of several the first counts. */
    private static String meantId(String written) {
        var id = written.split(",", 2)[0]
                .chars()
                .filter(c -> Abnf.alphaOrDigit((char) c))
                .limit(PolicyId.LIMIT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return id.toString();
    }
}
