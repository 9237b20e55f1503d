package io.mtasts.observe;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.CaaSight;
import io.mtasts.observe.dns.HostTrail;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import java.net.InetAddress;
import java.util.List;

/**
 * The policy host {@code mta-sts.<domain>}: where its name leads, to whom, and what each address answers.
 *
 * @param caa which authorities may issue certificates for it
 */
public record PolicyHostView(
        String host,
        Answer<InetAddress> addresses,
        HostTrail trail,
        List<Attempt<PolicyOutcome>> attempts,
        CaaSight caa) {
    /** As resolvers lead there. */
    public PolicyHostView(String host, Answer<InetAddress> addresses, List<Attempt<PolicyOutcome>> attempts) {
        this(host, addresses, HostTrail.NONE, attempts, CaaSight.NOT_LOOKED);
    }

    public PolicyHostView {
        attempts = List.copyOf(attempts);
    }
}
