package io.mtasts.lab.fault;

import io.mtasts.lab.Domain;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.smtp.MailServer;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.lab.tls.Tls;
import java.time.Duration;
import java.util.function.Consumer;

/** What can be wrong with a mail server. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
public enum MailServerFault implements Fault {
    STARTTLS_STRIPPED("STARTTLSMissing", MailServer::withoutStartTls),
    /** As some firewalls do it: the reply keeps its length. */
    STARTTLS_OVERWRITTEN(
            "STARTTLSMissing",
            mail -> mail.withoutStartTls()
                    .answerEhlo(Reply.lines("250-mx1", "250-PIPELINING", "250-XXXXXXXA", "250 SIZE 52428800"))),
    EHLO_REFUSED("STARTTLSMissing", mail -> mail.answerEhlo(Reply.lines("502 5.5.1 Command not implemented"))),
    EHLO_NOT_KNOWN("STARTTLSMissing", mail -> mail.answerEhlo(Reply.lines("500 5.5.1 Command unrecognized"))),
    /** As it is said where TLS is not set up, and by who limits how often somebody may ask for it. */
    STARTTLS_PUT_OFF(
            "MXRefusesUs",
            mail -> mail.answerStartTls(Reply.lines("454 4.7.0 TLS not available due to temporary reason"))),
    STARTTLS_TOO_OFTEN(
            "MXRefusesUs", mail -> mail.answerStartTls(Reply.lines("421 4.7.0 mx1 Error: too many new TLS sessions"))),
    STARTTLS_REFUSED(
            "STARTTLSFailed",
            mail -> mail.answerStartTls(Reply.lines("554 5.7.3 Unable to initialize security subsystem"))),
    STARTTLS_HANGS_UP("STARTTLSFailed", mail -> mail.answerStartTls(new Reply.HangUp())),
    STARTTLS_MUTE("MXSilent", mail -> mail.answerStartTls(new Reply.Silent())),
    /** Plain text behind the 220, which must not be taken for part of the secured session. */
    STARTTLS_INJECTION("STARTTLSFailed", mail -> mail.answerStartTls(Reply.lines("220 2.0.0 Ready", "250 injected"))),
    MX_ALERT("STARTTLSFailed", mail -> mail.handshake(Tls.Alert.HANDSHAKE_FAILURE)),
    MX_INTERNAL_ERROR("STARTTLSFailed", mail -> mail.handshake(Tls.Alert.INTERNAL_ERROR)),
    MX_HANDSHAKE_CLOSES("STARTTLSFailed", mail -> mail.handshake(new Tls.HangUp())),
    MX_HANDSHAKE_MUTE("MXSilent", mail -> mail.handshake(new Tls.Silent())),
    MX_HANDSHAKE_PLAIN("STARTTLSFailed", mail -> mail.handshake(new Tls.PlainText("250 ok\r\n"))),
    MX_WANTS_A_CERTIFICATE("STARTTLSFailed", MailServer::wantCertificate),
    MX_CERTIFICATE_BOMB("STARTTLSFailed", mail -> mail.present(Certificates.bomb(30, 2_000))),
    MX_TLS_1_1("MXTLSTooOld", mail -> mail.handshake(new Tls.Tls11())),
    MX_KNOWS_NO_VERSION("MXTLSTooOld", mail -> mail.handshake(Tls.Alert.PROTOCOL_VERSION)),
    MX_SELF_SIGNED("MXUntrusted", mail -> mail.present(Certificates.selfSigned())),
    MX_UNTRUSTED("MXUntrusted", mail -> mail.present(Certificates.untrusted())),
    MX_WITHOUT_INTERMEDIATE("MXUntrusted", mail -> mail.present(Certificates.withoutIntermediate())),
    MX_WITHOUT_UPPER_INTERMEDIATE("MXUntrusted", mail -> mail.present(Certificates.withoutUpperIntermediate())),
    MX_WRONG_NAME("MXNameMismatch", mail -> mail.present(Certificates.named("mail.example.com"))),
    MX_COMMON_NAME_ONLY("MXNameMismatch", mail -> mail.present(Certificates.commonNameOnly())),
    MX_PARTIAL_WILDCARD("MXNameMismatch", mail -> mail.present(Certificates.partialWildcard())),
    MX_WILDCARD_TOO_HIGH("MXNameMismatch", mail -> mail.present(Certificates.wildcardTooHigh())),
    MX_EXPIRED("MXExpired", mail -> mail.present(Certificates.expired())),
    MX_NOT_YET_VALID("MXExpired", mail -> mail.present(Certificates.notYetValid())),
    MX_EXPIRES_SOON("MXCertificateExpiring", mail -> mail.present(Certificates.expiresIn(Duration.ofDays(5)))),
    MX_MARKED_AS_AUTHORITY("SomeSendersRefuse", mail -> mail.present(Certificates.markedAsAuthority())),
    MX_DOWN("MXUnreachable", MailServer::refuseConnections),
    MX_CLOSES("MXSilent", mail -> mail.greet(new Reply.HangUp())),
    MX_BUSY("MXRefusesUs", mail -> mail.greet(Reply.lines("421 4.3.2 Too busy, try later"))),
    MX_BUSY_AT_EHLO("MXRefusesUs", mail -> mail.answerEhlo(Reply.lines("450 4.3.2 Try again later"))),
    MX_UNWELCOMING("MXRefusesUs", mail -> mail.greet(Reply.lines("554 5.7.1 No service for you"))),
    MX_GOES_BY_BLOCK_LIST(
            "MXRefusesUs",
            mail -> mail.greet(Reply.lines(
                    "554-5.7.1 Service unavailable; Client host [192.0.2.99] blocked using list.example.net;",
                    "554 5.7.1 see https://list.example.net/query/192.0.2.99"))),
    MX_WANTS_A_NAME(
            "MXRefusesUs",
            mail -> mail.answerEhlo(
                    Reply.lines("550 5.7.1 Helo command rejected: invalid HELO, use a fully qualified name"))),
    MX_WANTS_REVERSE_DNS(
            "MXRefusesUs",
            mail -> mail.answerEhlo(
                    Reply.lines("550 5.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.99]"))),
    EHLO_ARGUMENT_REFUSED(
            "MXRefusesUs", mail -> mail.answerEhlo(Reply.lines("501 5.5.4 Syntax error in EHLO argument"))),
    EHLO_PARAMETER_REFUSED(
            "MXRefusesUs",
            mail -> mail.answerEhlo(Reply.lines("504 5.5.2 Helo command rejected: need fully-qualified hostname"))),
    EHLO_FAILS("MXRefusesUs", mail -> mail.answerEhlo(Reply.lines("554 5.7.0 Transaction failed"))),
    MX_GARBAGE("MXUnreachable", mail -> mail.greet(Reply.lines("\u001b[2J\u0000\u0007 SSH-2.0-garbage"))),
    MX_TALKS_WITHOUT_END("MXUnreachable", mail -> mail.greet(new Reply.Endless("220-and another thing"))),
    MX_LINE_WITHOUT_END("MXUnreachable", mail -> mail.greet(Reply.lines("220 " + "x".repeat(1_000_000)))),
    MX_TARPIT("MXSilent", mail -> mail.greet(new Reply.Drip("220 mx ESMTP", Duration.ofSeconds(4)))),
    MX_MUTE("MXSilent", mail -> mail.greet(new Reply.Silent())),
    MX_EHLO_CLOSES("MXSilent", mail -> mail.answerEhlo(new Reply.HangUp())),
    MX_EHLO_MUTE("MXSilent", mail -> mail.answerEhlo(new Reply.Silent())),
    MX_EHLO_WITHOUT_END("MXUnreachable", mail -> mail.answerEhlo(new Reply.Endless("250-X-EXTENSION")));

    private final String reason;
    private final Consumer<MailServer> spoiler;

    MailServerFault(String reason, Consumer<MailServer> spoiler) {
        this.reason = reason;
        this.spoiler = spoiler;
    }

    @Override
    public String reason() {
        return reason;
    }

    /** Spoils one mail server. */
    public void spoil(MailServer mail) {
        spoiler.accept(mail);
    }

    @Override
    public void spoil(Domain domain) {
        spoil(domain.mail());
    }
}
