package io.mtasts.observe;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** One conversation with a mail server: greeting, EHLO, STARTTLS, handshake, QUIT (RFC 5321, RFC 3207). */
final class MxConversation {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int READY = 220;
    private static final int DONE = 250;
    private static final int TEMPORARY = 4;

    private final Socket socket;
    private final String host;
    private final TlsClient tls;
    private final Deadlines deadlines;
    private final Timeouts timeouts;
    private final Deadlines.Deadline whole;
    private final PortMemory memory;

    MxConversation(
            Socket socket,
            String host,
            TlsClient tls,
            Deadlines deadlines,
            Timeouts timeouts,
            Deadlines.Deadline whole,
            PortMemory memory) {
        this.socket = socket;
        this.host = host;
        this.tls = tls;
        this.deadlines = deadlines;
        this.timeouts = timeouts;
        this.whole = whole;
        this.memory = memory;
    }

    /** What the peer has said to one step, or why it has not. */
    private sealed interface Said {
        record Reply(SmtpWire.Reply reply) implements Said {}

        record Nothing(NoContact kind, String detail) implements Said {}
    }

    MxOutcome hold(Optional<String> ehloName) {
        try {
            var wire = new SmtpWire(socket);
            return switch (next(wire, "the greeting")) {
                case Said.Nothing(var kind, var detail) -> new MxOutcome.NoConversation(kind, detail);
                case Said.Reply(var greeting) -> {
                    memory.reached();
                    yield greeting.code() == READY
                            ? ehlo(wire, ehloName.orElseGet(this::addressLiteral))
                            : turnedAway(wire, "the greeting is " + quoted(greeting));
                }
            };
        } catch (IOException e) {
            return new MxOutcome.NoConversation(NoContact.CLOSED, Detail.of(e));
        }
    }

    private MxOutcome ehlo(SmtpWire wire, String name) {
        return switch (ask(wire, "EHLO " + name, "the answer to EHLO")) {
            case Said.Nothing(var kind, var detail) -> new MxOutcome.NoConversation(kind, detail);
            case Said.Reply(var reply) -> {
                if (reply.code() == DONE && reply.offers("STARTTLS")) {
                    yield startTls(wire);
                }
                if (reply.code() / 100 == TEMPORARY) { // it says nothing of what there is at other times
                    yield turnedAway(wire, "EHLO was answered " + quoted(reply));
                }
                quit(wire);
                yield new MxOutcome.StartTLSMissing(
                        reply.code() == DONE ? withoutStartTls(reply) : "EHLO was answered " + quoted(reply));
            }
        };
    }

    private static String withoutStartTls(SmtpWire.Reply reply) {
        return reply.overwritten()
                .map(keyword -> "EHLO was answered with \"" + keyword
                        + "\" where STARTTLS would stand: a firewall on the way writes over it")
                .orElse("EHLO was answered without STARTTLS");
    }

    private MxOutcome startTls(SmtpWire wire) {
        return switch (ask(wire, "STARTTLS", "the answer to STARTTLS")) {
            case Said.Nothing(var kind, var detail) -> new MxOutcome.StartTLSFailed(detail);
            case Said.Reply(var reply) -> {
                if (reply.code() != READY) {
                    quit(wire);
                    yield new MxOutcome.StartTLSFailed("STARTTLS was answered " + quoted(reply));
                }
                yield handshake(wire);
            }
        };
    }

    private MxOutcome handshake(SmtpWire wire) {
        try {
            if (wire.hasUnread()) { // somebody in the middle could slip commands in (CVE-2011-0411)
                return new MxOutcome.StartTLSFailed("more plain text came after the answer to STARTTLS");
            }
        } catch (IOException e) {
            return new MxOutcome.StartTLSFailed(Detail.of(e));
        }
        return switch (tls.handshake(socket, host)) {
            case TlsClient.Handshake.Secured(var secured, var protocol, var certificate) -> {
                quit(secured);
                yield new MxOutcome.Accepted(protocol, certificate);
            }
            case TlsClient.Handshake.Rejected(var problem, var detail, var certificate) ->
                new MxOutcome.CertificateRejected(problem, detail, certificate);
            case TlsClient.Handshake.TooOld(var detail) -> new MxOutcome.TLSTooOld(detail);
            case TlsClient.Handshake.TimedOut(var detail) -> new MxOutcome.StartTLSFailed(detail);
            case TlsClient.Handshake.Failed(var detail) -> new MxOutcome.StartTLSFailed(detail);
        };
    }

    private Said ask(SmtpWire wire, String command, String expected) {
        try {
            wire.say(command);
        } catch (IOException e) {
            return new Said.Nothing(NoContact.CLOSED, "the connection broke before " + expected + ": " + Detail.of(e));
        }
        return next(wire, expected);
    }

    private Said next(SmtpWire wire, String expected) {
        try (var step = deadlines.after(timeouts.step(), socket)) {
            try {
                return new Said.Reply(wire.reply());
            } catch (SmtpWire.NotSmtp e) {
                return new Said.Nothing(NoContact.GARBAGE, "in place of " + expected + " came " + e.getMessage());
            } catch (IOException e) {
                if (whole.passed()) {
                    return new Said.Nothing(
                            NoContact.SILENT,
                            expected + " had not come when the " + Span.of(timeouts.smtp()) + " were over");
                }
                return step.passed()
                        ? new Said.Nothing(
                                NoContact.SILENT, expected + " did not come within " + Span.of(timeouts.step()))
                        : new Said.Nothing(NoContact.CLOSED, "the connection ended before " + expected);
            }
        }
    }

    private MxOutcome turnedAway(SmtpWire wire, String detail) {
        quit(wire);
        return new MxOutcome.NoConversation(NoContact.TURNED_AWAY, detail);
    }

    private static String quoted(SmtpWire.Reply reply) {
        return "\"" + reply.shown() + "\"";
    }

    private void quit(Socket secured) {
        try {
            quit(new SmtpWire(secured));
        } catch (IOException gone) {
            // All that was to be seen has been seen.
        }
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

    /** Our own address, as RFC 5321 section 4.1.3 writes it. */
    private String addressLiteral() {
        var own = socket.getLocalAddress();
        return own instanceof Inet6Address ? "[IPv6:" + AddressText.of(own) + "]" : "[" + AddressText.of(own) + "]";
    }
}
