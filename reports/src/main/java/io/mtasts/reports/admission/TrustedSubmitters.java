package io.mtasts.reports.admission;

import java.util.List;
import java.util.Locale;

/**
 * Whose signed reports are evidence. A signature proves only which domain sent a mail, and anybody can own a domain: so the list.
 *
 * @param domains in lower case; a signer counts that is one of them or below one
 */
public record TrustedSubmitters(List<String> domains) {
    /**
     * Large senders that send TLS reports, by the domains that they sign them with. None under whose name everybody can have a mailbox:
     * there a stranger's mail is signed too.
     */
    public static final TrustedSubmitters USUAL =
            new TrustedSubmitters(List.of("google.com", "microsoft.com", "yahooinc.com"));

    public TrustedSubmitters {
        domains = domains.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Is a report that this domain has signed evidence? */
    public boolean include(String signer) {
        var name = signer.toLowerCase(Locale.ROOT);
        return domains.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
    }
}
