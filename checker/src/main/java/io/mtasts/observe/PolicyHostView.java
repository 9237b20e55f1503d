package io.mtasts.observe;

import java.net.InetAddress;
import java.util.List;

/** The policy host {@code mta-sts.<domain>}: where its name leads and what each address answers. */
public record PolicyHostView(String host, Answer<InetAddress> addresses, List<Attempt<PolicyOutcome>> attempts) {
    public PolicyHostView {
        attempts = List.copyOf(attempts);
    }
}
