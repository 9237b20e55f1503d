package io.mtasts.observe;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Obstacle;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome;
import java.net.InetAddress;
import java.util.List;

/** What was seen of one mail server: where its name leads, and what came of talking to each address. */
record MxSight(Answer<InetAddress> addresses, List<Attempt<MxOutcome>> attempts) {
    MxSight {
        attempts = List.copyOf(attempts);
    }

    /** Did we not get round to some of it, as too many others were waiting? */
    boolean wasNotTried() {
        return attempts.stream()
                .anyMatch(attempt -> attempt.outcome() instanceof MxOutcome.NoConversation(var kind, var detail)
                        && kind == NoContact.NOT_TRIED);
    }

    /** Is some of it only how things stood at that moment: no answer of the DNS, nobody's turn, a mail server that was busy or mute? */
    boolean saysLittle() {
        return addresses instanceof Answer.Unavailable
                || (addresses instanceof Answer.Found<InetAddress> found
                        && found.unavailable().filter(MxSight::mayPass).isPresent())
                || attempts.stream().anyMatch(attempt -> saysLittle(attempt.outcome()));
    }

    /** A resolver that withholds one kind of addresses will do so tomorrow. */
    private static boolean mayPass(Answer.Unavailable<?> unavailable) {
        return unavailable.obstacle() != Obstacle.POLICY;
    }

    private static boolean saysLittle(MxOutcome outcome) {
        return switch (outcome) {
            case MxOutcome.RefusesUs _ -> true;
            case MxOutcome.NoConversation(var kind, var detail) ->
                switch (kind) {
                    case NOT_TRIED, CLOSED, SILENT -> true;
                    case REFUSED, CONNECT_TIMED_OUT, NO_ROUTE, GARBAGE -> false;
                };
            case MxOutcome.NotContacted _,
                    MxOutcome.StartTLSMissing _,
                    MxOutcome.StartTLSFailed _,
                    MxOutcome.TLSTooOld _,
                    MxOutcome.CertificateRejected _,
                    MxOutcome.Accepted _ -> false;
        };
    }
}
