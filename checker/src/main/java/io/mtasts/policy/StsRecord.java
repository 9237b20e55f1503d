package io.mtasts.policy;

import java.util.List;

/** The TXT record at {@code _mta-sts.<domain>} that says that there is a policy, and which (RFC 8461 section 3.1). */
public record StsRecord(PolicyId id) {
    static final String VERSION = "v=STSv1";

    /**
     * Those TXT records that claim to be one: they begin with {@code v=STSv1}, optional blanks and a semicolon. Unless exactly one
     * remains and parses, the domain has no MTA-STS.
     *
     * @param txt whole records, their strings joined, one char per byte (ISO-8859-1)
     */
    public static List<String> candidates(List<String> txt) {
        return TxtFields.beginningWith(VERSION, txt);
    }

    /** As it should stand in DNS. */
    public String text() {
        return VERSION + "; id=" + id.text() + ";";
    }
}
