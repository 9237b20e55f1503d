package io.mtasts.observe;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.Validation;
import java.util.List;

/**
 * The mail servers of the domain. {@code hosts} are all that DNS names, by the resolvers or by any authoritative server, in order of
 * preference and name; the domain itself when there is no MX record (RFC 5321 section 5.1, {@code implicit}); none for a null MX.
 *
 * @param validation of the answer
 */
public record MailServersView(
        Answer<MxRecord> answer,
        List<AtServer<MxRecord>> authoritative,
        List<MxHostView> hosts,
        boolean implicit,
        Validation validation) {
    /** So many hosts are talked to, those that senders prefer; all names are matched against the policy. */
    public static final int MOST_PROBED = 32;

    /** Where nothing is known of DNSSEC. */
    public MailServersView(
            Answer<MxRecord> answer, List<AtServer<MxRecord>> authoritative, List<MxHostView> hosts, boolean implicit) {
        this(answer, authoritative, hosts, implicit, Validation.NOT_KNOWN);
    }

    public MailServersView {
        authoritative = List.copyOf(authoritative);
        hosts = List.copyOf(hosts);
    }
}
