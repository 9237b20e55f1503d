package io.mtasts.observe.smtp;

import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.Dialer;
import io.mtasts.observe.net.FailureDetail;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.ReachabilityCache;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.smtp.MxOutcome.Answered;
import io.mtasts.observe.tls.TlsClient;
import io.mtasts.policy.DurationText;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;

/** One conversation with a mail server: greeting, EHLO, STARTTLS, handshake, QUIT (RFC 5321, RFC 3207). */
final class MxConversation {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int READY = 220;
    private static final int DONE = 250;
    private static final int TEMPORARY = 4;

    /** RFC 5321 sections 3.2 and 4.2.4: whoever answers EHLO like this knows HELO only. */
    private static final Set<Integer> EHLO_NOT_KNOWN = Set.of(500, 502);

    /** Whoever has not greeted by then takes its time, and others need not wait for it. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final Dialer.Line line;
    private final Socket socket;
    private final Secure secure;
    private final Deadlines deadlines;
    private final Timeouts timeouts;
    private final Deadlines.Deadline whole;
    private final ReachabilityCache memory;

    MxConversation(
            Dialer.Line line,
            Secure secure,
            Deadlines deadlines,
            Timeouts timeouts,
            Deadlines.Deadline whole,
            ReachabilityCache memory) {
        this.line = line;
        this.socket = line.socket();
        this.secure = secure;
        this.deadlines = deadlines;
        this.timeouts = timeouts;
        this.whole = whole;
        this.memory = memory;
    }

    /** Makes the handshake, once the peer is ready for it. */
    interface Secure {
        TlsClient.Handshake on(Socket connection);
    }

    /** What the peer has said to one step, or why it has not. */
    private sealed interface Said {
        record Reply(SmtpWire.Reply reply) implements Said {}

        record Nothing(NoContact kind, String detail) implements Said {}

        /** Its TLS has failed; only over TLS. */
        record Alert(String detail) implements Said {}
    }

    MxOutcome hold(OwnName ownName) {
        try {
            var wire = new SmtpWire(socket);
            return switch (greeting(wire)) {
                case Said.Nothing(var kind, var detail) -> new MxOutcome.NoConversation(kind, detail);
                case Said.Alert(var detail) -> new MxOutcome.NoConversation(NoContact.GARBAGE, detail);
                case Said.Reply(var greeting) -> {
                    memory.reached();
                    yield greeting.code() == READY
                            ? ehlo(wire, ownName.from(socket.getLocalAddress()).text())
                            : turnedAway(wire, new Answered.Connection(), greeting);
                }
            };
        } catch (IOException e) {
            return new MxOutcome.NoConversation(NoContact.CLOSED, FailureDetail.of(e));
        }
    }

    private Said greeting(SmtpWire wire) {
        Said said;
        try (var _ = deadlines.after(PROMPT, line.turn()::stepAside)) {
            said = next(wire, "the greeting", timeouts.greeting());
        }
        try {
            return said instanceof Said.Nothing || line.turn().comeBack(timeouts.smtp())
                    ? said
                    : new Said.Nothing(
                            NoContact.NOT_TRIED,
                            "its greeting was slow, and then too many other connections were open for more than "
                                    + DurationText.of(timeouts.smtp()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Said.Nothing(NoContact.NOT_TRIED, "stopped before it had answered");
        }
    }

    private MxOutcome ehlo(SmtpWire wire, String name) {
        return switch (ask(wire, "EHLO " + name, "the answer to EHLO")) {
            case Said.Nothing(var kind, var detail) -> new MxOutcome.NoConversation(kind, detail);
            case Said.Alert(var detail) -> new MxOutcome.NoConversation(NoContact.GARBAGE, detail);
            case Said.Reply(var reply) -> {
                if (reply.code() == DONE && reply.offers("STARTTLS")) {
                    yield startTls(wire, name);
                }
                if (reply.code() == DONE || EHLO_NOT_KNOWN.contains(reply.code())) {
                    quit(wire);
                    yield new MxOutcome.StartTLSMissing(
                            reply.code() == DONE ? withoutStartTls(reply) : "EHLO was answered " + quoted(reply));
                }
                yield turnedAway(wire, new Answered.Ehlo(name), reply); // over who asks, which others may be spared
            }
        };
    }

    private static String withoutStartTls(SmtpWire.Reply reply) {
        return reply.overwritten()
                .map(keyword -> "EHLO was answered with \"" + keyword
                        + "\" in place of STARTTLS: a firewall on the path overwrites it")
                .orElse("EHLO was answered without STARTTLS");
    }

    private MxOutcome startTls(SmtpWire wire, String name) {
        return switch (ask(wire, "STARTTLS", "the answer to STARTTLS")) {
            case Said.Nothing(var kind, var detail) ->
                kind == NoContact.SILENT
                        ? new MxOutcome.NoConversation(kind, detail)
                        : new MxOutcome.StartTLSFailed(detail);
            case Said.Alert(var detail) -> new MxOutcome.StartTLSFailed(detail);
            case Said.Reply(var reply) -> {
                if (reply.code() / 100 == TEMPORARY) { // 421 and 454 also limit how often somebody may ask
                    yield turnedAway(wire, new Answered.StartTls(), reply);
                }
                if (reply.code() != READY) {
                    quit(wire);
                    yield new MxOutcome.StartTLSFailed("STARTTLS was answered " + quoted(reply));
                }
                yield handshake(wire, name);
            }
        };
    }

    private MxOutcome handshake(SmtpWire wire, String name) {
        try {
            if (wire.hasUnread()) { // somebody in the middle could slip commands in (CVE-2011-0411)
                return new MxOutcome.StartTLSFailed("more plain text arrived after the answer to STARTTLS");
            }
        } catch (IOException e) {
            return new MxOutcome.StartTLSFailed(FailureDetail.of(e));
        }
        return switch (secure.on(socket)) {
            case TlsClient.Handshake.Secured(
                    var secured,
                    var protocol,
                    var certificate,
                    var peculiarities,
                    var withoutThat,
                    var chain) ->
                ehloOverTls(secured, name, new MxOutcome.Accepted(protocol, certificate, peculiarities));
            case TlsClient.Handshake.Rejected(var problem, var detail, var certificate, var protocol, var chain) ->
                new MxOutcome.CertificateRejected(problem, detail, certificate);
            case TlsClient.Handshake.TooOld(var detail) -> new MxOutcome.TLSTooOld(detail);
            case TlsClient.Handshake.TimedOut(var detail) -> new MxOutcome.NoConversation(NoContact.SILENT, detail);
            case TlsClient.Handshake.Failed(var detail, var maybeJavaAlone) ->
                whole.passed()
                        ? new MxOutcome.NoConversation(NoContact.SILENT, late("the TLS handshake had not finished"))
                        : new MxOutcome.StartTLSFailed(detail);
        };
    }

    /** What had not come about when all the time of a conversation was over. */
    private String late(String what) {
        return what + " when the " + DurationText.of(timeouts.smtp()) + " were over";
    }

    /**
     * EHLO once more, as every sender does (RFC 3207 section 4.2): a server of TLS 1.3 that wants a certificate of its clients says so only
     * when the handshake is over. Whatever it answers has come through its TLS.
     */
    private MxOutcome ehloOverTls(Socket secured, String name, MxOutcome.Accepted accepted) {
        try {
            var wire = new SmtpWire(secured);
            return switch (ask(wire, "EHLO " + name, "the answer to EHLO over TLS")) {
                case Said.Reply _ -> {
                    quit(wire);
                    yield accepted;
                }
                case Said.Alert(var detail) -> new MxOutcome.StartTLSFailed(detail);
                case Said.Nothing(var kind, var detail) -> new MxOutcome.NoConversation(kind, detail);
            };
        } catch (IOException e) {
            return new MxOutcome.NoConversation(NoContact.CLOSED, FailureDetail.of(e));
        }
    }

    private Said ask(SmtpWire wire, String command, String expected) {
        try {
            wire.say(command);
        } catch (SSLException e) {
            return new Said.Alert(TlsClient.whyEnded(e));
        } catch (IOException e) {
            return new Said.Nothing(
                    NoContact.CLOSED, "the connection broke before " + expected + ": " + FailureDetail.of(e));
        }
        return next(wire, expected, timeouts.step());
    }

    private Said next(SmtpWire wire, String expected, Duration patience) {
        try (var step = deadlines.after(patience, socket)) {
            try {
                return new Said.Reply(wire.reply());
            } catch (SmtpWire.NotSmtp e) {
                return new Said.Nothing(NoContact.GARBAGE, "in place of " + expected + " came " + e.getMessage());
            } catch (IOException e) {
                if (whole.passed()) {
                    return new Said.Nothing(NoContact.SILENT, late(expected + " had not arrived"));
                }
                if (!step.passed() && e instanceof SSLException) {
                    return new Said.Alert(TlsClient.whyEnded(e));
                }
                return step.passed()
                        ? new Said.Nothing(
                                NoContact.SILENT, expected + " did not arrive within " + DurationText.of(patience))
                        : new Said.Nothing(NoContact.CLOSED, "the connection ended before " + expected);
            }
        }
    }

    private MxOutcome turnedAway(SmtpWire wire, Answered answered, SmtpWire.Reply reply) {
        quit(wire);
        return new MxOutcome.RefusesUs(answered, reply.shownWhole());
    }

    private static String quoted(SmtpWire.Reply reply) {
        return "\"" + reply.shown() + "\"";
    }

    /** Takes leave, so that the mail server's log shows no broken session. */
    private void quit(SmtpWire wire) {
        try (var _ = deadlines.after(FAREWELL, socket)) {
            wire.say("QUIT");
            wire.reply();
        } catch (IOException gone) {
            // All that was to be seen has been seen.
        }
    }
}
