package io.mtasts.operator.prober;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * What to look at for one MailDomainPolicy, and how often.
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
 * @param ownSide what stands on this side of the policy host; a change of it is a reason to look at once, and to go out when the public can
 *     meet what is expected
 * @param circumstances what else, when it changes, is a reason to go out at once
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
        String ownSide,
        String circumstances) {
    public ProbeSpec {
        pods = List.copyOf(pods);
        publicAddresses = Set.copyOf(publicAddresses);
    }

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
                && circumstances.equals(other.circumstances);
    }

    /** Could the public meet the expected policy, as far as this side of the policy host goes? */
    boolean canBeMet(List<PodAnswer> answers) {
        return !awaitsCertificate
                && expected.map(policy -> answers.stream().allMatch(policy::isGivenBy))
                        .orElse(true);
    }
}
