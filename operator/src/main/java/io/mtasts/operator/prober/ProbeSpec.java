package io.mtasts.operator.prober;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * What to probe for one MailDomainPolicy, and how often.
 *
 * @param probeMx whether to talk to the mail servers
 * @param interval time between two probes
 * @param expected the policy that every pod and every public address should answer with; empty where somebody else serves
 * @param awaitsCertificate whether the first certificate of the policy host is under way: until it is there, whoever stands in front
 *     answers with one of his own
 * @param pods the ready pods of the policy server, sorted
 * @param server the name of the server whose pods these are, once the policy host is led there; empty while it is led to another
 * @param publicNames names that the policy host may point to, and whose addresses it may point to
 * @param publicAddresses addresses that it may point to
 * @param acmeServer the ACME server that the certificate of the policy host is to come from
 * @param ownSide what is on this side of the policy host; a change of it is a reason to probe at once, and to ask the public when it can
 *     meet what is expected
 * @param occasion what else, when it changes, is a reason to ask the public at once
 */
public record ProbeSpec(
        String domain,
        boolean probeMx,
        Duration interval,
        Optional<ExpectedPolicy> expected,
        boolean awaitsCertificate,
        List<InetSocketAddress> pods,
        Optional<String> server,
        SortedSet<String> publicNames,
        Set<InetAddress> publicAddresses,
        Optional<String> acmeServer,
        OwnSide ownSide,
        Occasion occasion) {
    public ProbeSpec {
        pods = List.copyOf(pods);
        publicAddresses = Set.copyOf(publicAddresses);
    }

    /**
     * This side of the policy host.
     *
     * @param certificateRevision of its Certificate, once it has been issued
     * @param certificateEnd when that expires, as cert-manager writes it
     * @param addresses where the Ingress or Gateway can be reached: IP addresses and names
     */
    public record OwnSide(
            Optional<Integer> certificateRevision, Optional<String> certificateEnd, SortedSet<String> addresses) {}

    /**
     * What a probe is waited for.
     *
     * @param waitedFor the id of a policy whose next step waits for a probe
     * @param published since when the update server has the records that are desired
     */
    public record Occasion(Optional<String> waitedFor, Optional<Instant> published) {}

    /** A policy by its id, and its bytes. */
    public record ExpectedPolicy(String id, String body) {
        /** Does that pod answer with its bytes? */
        boolean isGivenBy(PodAnswer answer) {
            return answer instanceof PodAnswer.Answered given
                    && given.status() == 200
                    && given.body().equals(body);
        }
    }

    /** Would going out for that one have shown what this one asks for? */
    boolean asksOfThePublicWhat(ProbeSpec other) {
        return domain.equals(other.domain)
                && probeMx == other.probeMx
                && expected.equals(other.expected)
                && publicNames.equals(other.publicNames)
                && publicAddresses.equals(other.publicAddresses)
                && occasion.equals(other.occasion);
    }

    /** Could the public meet the expected policy, as far as this side of the policy host goes? */
    boolean canBeMet(List<PodAnswer> answers) {
        return !awaitsCertificate
                && expected.map(policy -> answers.stream().allMatch(policy::isGivenBy))
                        .orElse(true);
    }
}
