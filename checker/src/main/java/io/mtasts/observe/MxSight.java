package io.mtasts.observe;

import java.net.InetAddress;
import java.util.List;

/** What was seen of one mail server: where its name leads, and what came of talking to each address. */
record MxSight(Answer<InetAddress> addresses, List<Attempt<MxOutcome>> attempts) {
    MxSight {
        attempts = List.copyOf(attempts);
    }

    /** Is some of it only how things stood at that moment: no answer of the DNS, nobody's turn, a mail server that was busy? */
    boolean saysLittle() {
        return addresses instanceof Answer.Unavailable
                || (addresses instanceof Answer.Found<InetAddress> found
                        && found.unavailable().isPresent())
                || attempts.stream()
                        .anyMatch(attempt -> attempt.outcome() instanceof MxOutcome.NoConversation(var kind, var detail)
                                && (kind == NoContact.NOT_TRIED || kind == NoContact.TURNED_AWAY));
    }
}
