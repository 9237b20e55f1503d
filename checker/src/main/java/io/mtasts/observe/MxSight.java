package io.mtasts.observe;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Obstacle;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome;
import java.net.InetAddress;
import java.util.List;

/** What was seen of one mail server: where its name leads, what came of talking to each address, and its TLSA records. */
record MxSight(Answer<InetAddress> addresses, List<Attempt<MxOutcome>> attempts, TlsaView tlsa) {
    MxSight {
        attempts = List.copyOf(attempts);
    }

    /** Of one without TLSA records. */
    MxSight(Answer<InetAddress> addresses, List<Attempt<MxOutcome>> attempts) {
        this(addresses, attempts, TlsaView.NONE);
    }

    /** Keeps certificates only where TLSA records ask for them: thousands of sights are remembered. */
    static MxSight of(Answer<InetAddress> addresses, List<Attempt<MxOutcome>> attempts, TlsaView tlsa) {
        return new MxSight(
                addresses,
                tlsa.published() > 0
                        ? attempts
                        : attempts.stream()
                                .map(attempt -> new Attempt<>(
                                        attempt.address(),
                                        attempt.via(),
                                        attempt.outcome().withoutChains()))
                                .toList(),
                tlsa);
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
                || tlsa.answer() instanceof Answer.Unavailable
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
