package io.mtasts.observe;

import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.net.Vantage;
import java.time.Instant;

/**
 * What a sender could see of one domain at one time. Every network failure in it is a value; nothing in it judges. The parts that
 * were not looked at say so themselves ({@link MxHostView#probed()}).
 */
public record PublicView(
        String domain,
        Instant observedAt,
        TxtView record,
        TxtView tlsReporting,
        PolicyHostView policyHost,
        MailServersView mailServers,
        Vantage vantage,
        Dnssec dnssec) {
    /** The same, seen from where this can be reached. */
    public PublicView from(Vantage other) {
        return new PublicView(domain, observedAt, record, tlsReporting, policyHost, mailServers, other, dnssec);
    }
}
