package io.mtasts.check;

import static io.mtasts.check.Aspect.MX_TLS;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.Answered;
import io.mtasts.observe.smtp.MxOutcome.NoConversation;
import io.mtasts.observe.smtp.MxOutcome.RefusesUs;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Does a mail server talk to us? Many refuse strangers, over their address or the name that they go by, and deal with other senders all
 * the same: that says nothing of their TLS, neither good nor bad.
 */
final class MxRefusalChecks {
    private MxRefusalChecks() {}

    /** Refused by an SMTP reply: in the greeting, in answer to EHLO, or to STARTTLS for the time being. */
    static Stream<Finding> letsUsIn(Evidence evidence) {
        return MxContactChecks.judged(
                evidence, host -> AtAddresses.findings(MX_TLS, host.host(), host.attempts(), MxRefusalChecks::refusal));
    }

    private static Optional<Fault> refusal(MxOutcome outcome) {
        return outcome instanceof RefusesUs refusal
                ? Optional.of(new Fault(ObservedReason.MXRefusesUs, words(refusal), RefusalAdvice.on(refusal)))
                : Optional.empty();
    }

    /** Goes on after "HOST at ADDRESS ". */
    private static String words(RefusesUs refusal) {
        var reply = "\"" + Detail.of(refusal.reply()) + "\"";
        return switch (refusal.answered()) {
            case Answered.Connection() ->
                "rejects the session, and how it treats other senders is not known: it greets with " + reply;
            case Answered.Ehlo(var name) ->
                "rejects the session, and how it treats other senders is not known: it answers EHLO %s with %s"
                        .formatted(name, reply);
            case Answered.StartTls() -> "offers STARTTLS but defers it: it answers " + reply;
        };
    }

    /** Connected, and then nothing, or not in time. */
    static Stream<Finding> saysItsPart(Evidence evidence) {
        return MxContactChecks.judged(
                evidence,
                host -> MxContactChecks.portIsClosed(host, evidence)
                        ? Stream.empty()
                        : AtAddresses.findings(MX_TLS, host.host(), host.attempts(), MxRefusalChecks::silence));
    }

    private static Optional<Fault> silence(MxOutcome outcome) {
        return outcome instanceof NoConversation(var kind, var detail)
                ? Silence.of(kind, detail)
                        .filter(silence -> !silence.dead())
                        .map(silence -> new Fault(
                                ObservedReason.MXSilent,
                                silence.words() + ", and how it treats other senders is not known",
                                RefusalAdvice.ON_SILENCE))
                : Optional.empty();
    }
}
