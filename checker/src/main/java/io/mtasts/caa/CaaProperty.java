package io.mtasts.caa;

import io.mtasts.policy.Excerpt;
import java.util.Locale;
import java.util.Set;

/**
 * One CAA record (RFC 8659 section 4.1).
 *
 * @param tag says of what kind it is, in lower case: case does not count
 * @param value a character for each byte
 */
public record CaaProperty(int flags, String tag, String value) {
    /** Names an authority that may issue (section 4.2). */
    public static final String ISSUE = "issue";

    private static final int CRITICAL = 0x80;

    /** The registry "Certification Authority Restriction Properties" in 2026: authorities know them, or know that they are not theirs. */
    private static final Set<String> REGISTERED =
            Set.of(ISSUE, "issuewild", "iodef", "contactemail", "contactphone", "issuevmc", "issuemail");

    public CaaProperty {
        tag = tag.toLowerCase(Locale.ROOT);
    }

    /** Does it forbid every certificate to those who do not know its tag, and does nobody know it (section 4.1)? */
    boolean forbidsAll() {
        return (flags & CRITICAL) != 0 && !REGISTERED.contains(tag);
    }

    boolean isIssue() {
        return tag.equals(ISSUE);
    }

    /** As it stands in a zone file, made safe to show. */
    @Override
    public String toString() {
        return flags + " " + Excerpt.of(tag) + " \"" + Excerpt.of(value) + "\"";
    }
}
