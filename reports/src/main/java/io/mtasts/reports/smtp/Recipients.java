package io.mtasts.reports.smtp;

import io.mtasts.reports.admission.OurDomains;
import java.util.List;
import java.util.Locale;

/**
 * To which addresses mail is taken.
 *
 * @param addresses in lower case; where there are none, {@value #USUAL} at each of our domains
 */
public record Recipients(List<String> addresses, OurDomains ours) {
    /** The local part of reports' addresses where nobody says otherwise. */
    public static final String USUAL = "tlsrpt";

    static final int MOST = 100;

    public Recipients {
        addresses = addresses.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whose an address is. */
    enum Whose {
        OURS,
        FOREIGN,
        /** Nobody has said yet which domains are ours. */
        NOT_KNOWN_YET
    }

    Whose judge(String address) {
        var lower = address.toLowerCase(Locale.ROOT);
        if (!addresses.isEmpty()) {
            return addresses.contains(lower) ? Whose.OURS : Whose.FOREIGN;
        }
        if (!ours.areKnown()) {
            return Whose.NOT_KNOWN_YET;
        }
        int at = lower.lastIndexOf('@');
        return at > 0 && lower.substring(0, at).equals(USUAL) && ours.isDomain(lower.substring(at + 1))
                ? Whose.OURS
                : Whose.FOREIGN;
    }
}
