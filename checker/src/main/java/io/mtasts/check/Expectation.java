package io.mtasts.check;

import io.mtasts.policy.StsPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What ought to be seen, as far as somebody said so. Without a cluster nobody does ({@link #NONE}), and the checks that compare have
 * nothing to say.
 *
 * @param servedBody the policy body that our server answers now, byte for byte
 * @param recordId the id that the record should carry; empty while nothing may be published yet
 * @param wantedPolicy where somebody else serves: mode, mx patterns and max_age that the policy should have, compared as values
 * @param rua the addresses that the TLS reporting record should name; empty when no reports are asked for
 * @param ownAddresses addresses of the cluster's own ingress, which cannot always be reached from inside
 * @param reachedBefore hosts that are known to have answered from here at some time: such a one is down when it is silent
 * @param mailServers whether the TLS of mail servers is to be judged
 */
public record Expectation(
        Optional<String> servedBody,
        Optional<String> recordId,
        Optional<StsPolicy> wantedPolicy,
        List<String> rua,
        Set<InetAddress> ownAddresses,
        Set<String> reachedBefore,
        MailServers mailServers) {
    public static final Expectation NONE = new Expectation(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Set.of(), MailServers.JUDGED);

    /** What is to be said of the TLS of mail servers. */
    public enum MailServers {
        JUDGED,
        /** The user looks after the certificates of this domain by other means, and said so: that counts as good. */
        LEFT_TO_USER,
        /** Nobody may connect to any mail server from here: that says nothing of this domain. */
        NOT_CONNECTED
    }

    /** Where nobody remembers what has answered before. */
    public Expectation(
            Optional<String> servedBody,
            Optional<String> recordId,
            Optional<StsPolicy> wantedPolicy,
            List<String> rua,
            Set<InetAddress> ownAddresses,
            MailServers mailServers) {
        this(servedBody, recordId, wantedPolicy, rua, ownAddresses, Set.of(), mailServers);
    }

    public Expectation {
        reachedBefore = Set.copyOf(reachedBefore);
        rua = List.copyOf(rua);
        ownAddresses = Set.copyOf(ownAddresses);
    }
}
