package io.mtasts.observe;

import java.net.InetAddress;
import java.util.List;

/** What was seen of one mail server: where its name leads, and what came of talking to each address. */
record MxSight(Answer<InetAddress> addresses, List<Attempt<MxOutcome>> attempts) {
    MxSight {
        attempts = List.copyOf(attempts);
    }
}
