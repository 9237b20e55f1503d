package io.mtasts.lab.dns;

import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;

/**
 * What a name server adds to a failure to say why (extended DNS error, RFC 8914), to those who ask with EDNS.
 *
 * @param code of the registry "Extended DNS Error Codes"
 * @param text in the server's own words, of any length and in any characters
 */
public record Why(int code, String text) {
    /** The signatures of the zone are over, as a validating resolver says it. */
    public static final Why SIGNATURE_EXPIRED = new Why(7, "signature expired");

    /** The resolver has the name on a list. */
    public static final Why BLOCKED = new Why(15, "");

    EDNSOption option() {
        return new ExtendedErrorCodeOption(code, text);
    }
}
