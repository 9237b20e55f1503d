package io.mtasts.check;

import static io.mtasts.check.Aspect.MX_TLS;
import static io.mtasts.check.Views.accepted;
import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.body;
import static io.mtasts.check.Views.certificate;
import static io.mtasts.check.Views.found;
import static io.mtasts.check.Views.good;
import static io.mtasts.check.Views.host;
import static io.mtasts.check.Views.unresolved;

import io.mtasts.check.Expectation.MailServers;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Answer.NoSuchName;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.Accepted;
import io.mtasts.observe.smtp.MxOutcome.Answered;
import io.mtasts.observe.smtp.MxOutcome.CertificateRejected;
import io.mtasts.observe.smtp.MxOutcome.NoConversation;
import io.mtasts.observe.smtp.MxOutcome.NotContacted;
import io.mtasts.observe.smtp.MxOutcome.RefusesUs;
import io.mtasts.observe.smtp.MxOutcome.StartTLSFailed;
import io.mtasts.observe.smtp.MxOutcome.StartTLSMissing;
import io.mtasts.observe.smtp.MxOutcome.TLSTooOld;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.Peculiarity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MxTlsChecksTest {
    private static final String MX1 = "mx1.example.com at 192.0.2.25";
    private static final String REPAIR = " Check the mail server and the network path to it, or remove it from DNS.";
    private static final String WAIT =
            " Find out whether the mail server is overloaded. If not, it may make unknown clients wait, or hang up on"
                    + " them: raise --greeting-timeout (settings.greetingTimeout), or probe from another address"
                    + " (--smtp-proxy).";
    private static final String MUTE =
            "accepts the connection but does not answer in time, and how it treats other senders is not known." + WAIT;
    private static final String UNKNOWN_WHY =
            " It may not accept the address or the name that this probes from: check the reverse DNS name of that"
                + " address and block lists, set --ehlo-name (settings.ehloName) to a host name that resolves to it,"
                + " or probe from another address (--smtp-proxy).";
    private static final MxOutcome TIMED_OUT = new NoConversation(NoContact.CONNECT_TIMED_OUT, "after 10 s");

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        return Stream.of(tls(), conversations(), refusals(), vantage(), limits())
                .flatMap(rows -> rows);
    }

    static Stream<Case> tls() {
        return Stream.of(
                row("good", good()),
                row(
                        "not offered",
                        good().mx1(new StartTLSMissing("250-SIZE 10240000")),
                        "ERROR STARTTLSMissing: " + MX1
                                + " does not offer STARTTLS (250-SIZE 10240000). Enable it there, or look for a"
                                + " firewall that removes it from the replies."),
                row(
                        "failed",
                        good().mx1(new StartTLSFailed("454 TLS not available")),
                        "ERROR STARTTLSFailed: " + MX1
                                + " offers STARTTLS, but the handshake fails (454 TLS not available)."
                                + " Check the mail server's TLS settings and its log."),
                row(
                        "too old",
                        good().mx1(new TLSTooOld("TLSv1.1")),
                        "ERROR MXTLSTooOld: " + MX1
                                + " does not support TLS 1.2 or newer (TLSv1.1). Enable TLS 1.2 and 1.3 there."),
                row(
                        "untrusted",
                        good().mx1(rejected(CertificateProblem.UNTRUSTED, 63)),
                        "ERROR MXUntrusted: " + MX1 + " presents a certificate that does not chain to a trusted root"
                                + " (self-signed). Install a certificate from a public authority,"
                                + " with its intermediate certificates."),
                row(
                        "other name",
                        good().mx1(rejected(CertificateProblem.NAME_MISMATCH, 63)),
                        "ERROR MXNameMismatch: " + MX1 + " presents a certificate for www.example.com, not for"
                                + " mx1.example.com. Install a certificate that names mx1.example.com."),
                row(
                        "no name",
                        good().mx1(new CertificateRejected(CertificateProblem.NAME_MISMATCH, "", Optional.empty())),
                        "ERROR MXNameMismatch: " + MX1 + " presents a certificate that names no host as a DNS name, not"
                                + " for mx1.example.com. Install a certificate that names mx1.example.com."),
                row(
                        "expired",
                        good().mx1(rejected(CertificateProblem.EXPIRED, -1)),
                        "ERROR MXExpired: " + MX1
                                + " presents a certificate that expired at 2026-11-22T10:00:00Z. Renew it, and find"
                                + " out why that did not happen automatically."),
                row(
                        "expiring",
                        good().mx1(new Accepted("TLSv1.3", certificate("mx1.example.com", Duration.ofDays(6)))),
                        "WARNING MXCertificateExpiring: " + MX1 + " presents a certificate that expires at"
                                + " 2026-11-29T10:00:00Z, and no newer one. Renew it,"
                                + " and find out why that did not happen"
                                + " automatically."),
                row(
                        "under a root that has left",
                        good().mx1(new Accepted("TLSv1.3", Views.underDepartedRoot("mx1.example.com"))),
                        "WARNING MXRootDeparted: " + MX1 + " presents a certificate whose chain ends in Example Root,"
                                + " which left Mozilla's list of trusted roots by 2026-04-22 (certifi 2026.4.22):"
                                + " senders with a newer list refuse it. Install a certificate, or a chain, that ends"
                                + " in a root of today's list."),
                row(
                        "refused by some",
                        good().mx1(new Accepted(
                                "TLSv1.3",
                                certificate("mx1.example.com", Duration.ofDays(63)),
                                Set.of(Peculiarity.ED25519_KEY))),
                        "WARNING SomeSendersRefuse: " + MX1
                                + " has a certificate with an Ed25519 key, and senders disagree about that: BoringSSL"
                                + " (Gmail) refuses it; OpenSSL (Postfix, Sendmail), GnuTLS (Exim on Debian), Go (mox,"
                                + " chasquid, maddy) and rustls (Stalwart) accept it. Get a certificate with an RSA key"
                                + " of 2048 to 4096 bits, or an ECDSA key on P-256 or P-384."),
                row(
                        "refused by each, by some for one thing and by the others for another",
                        good().mx1(new Accepted(
                                "TLSv1.3",
                                certificate("mx1.example.com", Duration.ofDays(63)),
                                Set.of(Peculiarity.ED25519_KEY, Peculiarity.SHA1_SIGNATURE))),
                        "ERROR SomeSendersRefuse: " + MX1
                                + " has a certificate with an Ed25519 key, and senders disagree about that: BoringSSL"
                                + " (Gmail) refuses it; OpenSSL (Postfix, Sendmail), GnuTLS (Exim on Debian), Go (mox,"
                                + " chasquid, maddy) and rustls (Stalwart) accept it; together with what else is found"
                                + " there, every sender refuses it. Get a certificate with an RSA key of 2048 to 4096"
                                + " bits, or an ECDSA key on P-256 or P-384.",
                        "ERROR SomeSendersRefuse: " + MX1
                                + " has a certificate in its chain that is signed with SHA-1, and senders disagree"
                                + " about that: OpenSSL (Postfix, Sendmail), GnuTLS (Exim on Debian), Go (mox,"
                                + " chasquid, maddy) and rustls (Stalwart) refuse it; BoringSSL (Gmail) accepts it;"
                                + " together with what else is found there, every sender refuses it. Get a new"
                                + " certificate from a public authority, with its intermediate certificates."),
                row(
                        "the same at two addresses is said once, beside a good one",
                        good().mx(host(
                                "mx1.example.com",
                                10,
                                at("2001:db8::25", new StartTLSMissing("")),
                                at("192.0.2.24", accepted("mx1.example.com")),
                                at("192.0.2.25", new StartTLSMissing("")))),
                        "ERROR STARTTLSMissing: mx1.example.com at 192.0.2.25 and 2001:db8::25 does not offer STARTTLS."
                                + " Enable it there, or look for a firewall that removes it from the replies."),
                row(
                        "nobody refuses over it in mode none",
                        good().mx1(new StartTLSMissing("")).policyBody(body("none", 86400)),
                        "INFO STARTTLSMissing: " + MX1
                                + " does not offer STARTTLS. Enable it there, or look for a firewall that removes it"
                                + " from the replies."),
                row(
                        "testing softens nothing",
                        good().mx1(new TLSTooOld("")).policyBody(body("testing", 86400, "mx1.example.com")),
                        "ERROR MXTLSTooOld: " + MX1
                                + " does not support TLS 1.2 or newer. Enable TLS 1.2 and 1.3 there."));
    }

    static Stream<Case> conversations() {
        return Stream.of(
                silent(NoContact.REFUSED, "Connection refused", "refuses the connection"),
                silent(NoContact.CONNECT_TIMED_OUT, "after 10 s", "does not answer the connection attempt"),
                silent(NoContact.GARBAGE, "HTTP/1.1 400", "does not speak the protocol (HTTP/1.1 400)"),
                row(
                        "mute at one address and dead at the other",
                        good().mx1(
                                        at("192.0.2.25", new NoConversation(NoContact.SILENT, "")),
                                        at("192.0.2.26", TIMED_OUT)),
                        "WARNING MXUnreachable: mx1.example.com at 192.0.2.26 does not answer the connection attempt;"
                                + " senders go on to its other addresses." + REPAIR,
                        "UNKNOWN MXSilent: " + MX1 + " " + MUTE),
                row(
                        "the first is dead and the second is not (nolisting)",
                        good().mx(
                                        host("mx1.example.com", 10, at("192.0.2.25", TIMED_OUT)),
                                        host("mx2.example.com", 20, at("192.0.2.26", accepted("mx2.example.com")))),
                        "WARNING MXUnreachable: " + MX1
                                + " does not answer the connection attempt; senders go on to the other mail servers."
                                + " Check the mail server and the network path to it, unless this is intended"
                                + " (nolisting)."),
                row(
                        "the first is gone and the second is not",
                        good().mx(
                                        unresolved("mx1.example.com", new NoSuchName<>(List.of())),
                                        host("mx2.example.com", 20, at("192.0.2.26", accepted("mx2.example.com")))),
                        "WARNING MXUnresolvable: mx1.example.com (preference 10) does not exist: no mail can be"
                                + " delivered there; senders go on to the other mail servers. Give it an address, or"
                                + " remove the MX record."),
                row(
                        "the first is dead, and the second says nothing: not all are known to be dead",
                        good().mx(
                                        host("mx1.example.com", 10, at("192.0.2.25", TIMED_OUT)),
                                        host(
                                                "mx2.example.com",
                                                20,
                                                at("192.0.2.26", new NoConversation(NoContact.SILENT, "")))),
                        "WARNING MXUnreachable: " + MX1
                                + " does not answer the connection attempt; senders go on to the other mail servers."
                                + " Check the mail server and the network path to it, unless this is intended"
                                + " (nolisting).",
                        "UNKNOWN MXSilent: mx2.example.com at 192.0.2.26 " + MUTE),
                row(
                        "all are dead",
                        good().mx(
                                        host("mx1.example.com", 10, at("192.0.2.25", TIMED_OUT)),
                                        unresolved("mx2.example.com", new NoData<>(List.of()))),
                        "ERROR MXUnresolvable: mx2.example.com (preference 10) has no address: no mail can be delivered"
                                + " there. Give it an address, or remove the MX record.",
                        "ERROR MXUnreachable: " + MX1 + " does not answer the connection attempt." + REPAIR),
                row(
                        "one of two answers",
                        good().mx(host(
                                "mx1.example.com",
                                10,
                                at("192.0.2.25", accepted("mx1.example.com")),
                                at("192.0.2.26", TIMED_OUT))),
                        "WARNING MXUnreachable: mx1.example.com at 192.0.2.26 does not answer the connection attempt;"
                                + " senders go on to its other addresses." + REPAIR),
                row(
                        "not tried, so it is not known that none answers",
                        good().mx(host(
                                "mx1.example.com",
                                10,
                                at("192.0.2.25", TIMED_OUT),
                                at("192.0.2.26", new NoConversation(NoContact.NOT_TRIED, "too many waiting")))),
                        "WARNING MXUnreachable: " + MX1
                                + " does not answer the connection attempt; senders go on to its" + " other addresses."
                                + REPAIR,
                        "UNKNOWN Port25Unreachable: mx1.example.com at 192.0.2.26 was not asked (too many waiting). It"
                                + " is probed again next time."),
                row(
                        "private",
                        good().mx1(new NotContacted("10.0.0.0/8 is private")),
                        "UNKNOWN PrivateAddress: " + MX1
                                + " was not contacted (10.0.0.0/8 is private). If that address is intended, allow its"
                                + " network; otherwise correct the address in DNS."),
                row(
                        "no such host",
                        good().mx(unresolved("mx1.example.com", new NoSuchName<>(List.of()))),
                        "ERROR MXUnresolvable: mx1.example.com (preference 10) does not exist: no mail can be delivered"
                                + " there. Give it an address, or remove the MX record."),
                row(
                        "no address",
                        good().mx(unresolved("mx1.example.com", new NoData<>(List.of()))),
                        "ERROR MXUnresolvable: mx1.example.com (preference 10) has no address: no mail can be delivered"
                                + " there. Give it an address, or remove the MX record."),
                row(
                        "no MX record, and no address either",
                        good().implicitMx(unresolved("example.com", new NoData<>(List.of()))),
                        "ERROR MXUnresolvable: example.com has no address: no mail can be delivered there. Give it an"
                                + " address, or publish the correct MX records."),
                row(
                        "lookup failed",
                        good().mx(unresolved("mx1.example.com", new Unavailable<>("SERVFAIL"))),
                        "UNKNOWN DNSUnavailable: mx1.example.com: its addresses could not be looked up (SERVFAIL). If"
                                + " this persists, check the domain's name servers and its DNSSEC signatures."),
                row("null MX", good().mx(found(300, new MxRecord(0, ".")))),
                row(
                        "MX lookup failed",
                        good().mx(new Unavailable<>("SERVFAIL")),
                        "UNKNOWN DNSUnavailable: example.com: its MX records could not be looked up (SERVFAIL). If"
                                + " this persists, check the domain's name servers and its DNSSEC signatures."));
    }

    static Stream<Case> refusals() {
        return Stream.of(
                row(
                        "hangs up",
                        good().mx1(new NoConversation(NoContact.CLOSED, "the connection ended before the greeting")),
                        "UNKNOWN MXSilent: " + MX1
                                + " closes the connection before it has answered (the connection"
                                + " ended before the greeting), and how it treats other senders is not known." + WAIT),
                row(
                        "mute",
                        good().mx1(new NoConversation(NoContact.SILENT, "")),
                        "UNKNOWN MXSilent: " + MX1 + " " + MUTE),
                refusal("554 5.7.1 You are not welcome", UNKNOWN_WHY),
                refusal(
                        "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.example",
                        " Have the address that this probes from removed from the list, or probe from another address"
                                + " (--smtp-proxy)."),
                refusal(
                        "550 5.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.9]",
                        " Give the address that this probes from a reverse DNS name that resolves back to it, or probe"
                                + " from an address that has one (--smtp-proxy)."),
                refusal(
                        "504 5.5.2 <[192.0.2.9]>: Helo command rejected: need fully-qualified hostname",
                        " Set --ehlo-name (settings.ehloName) to a host name that resolves to the address that this"
                                + " probes from."),
                refusal(
                        "421 4.3.2 All server ports are busy",
                        " It is probed again soon. If this persists: it may"
                                + UNKNOWN_WHY.substring(" It may".length())),
                row(
                        "refused in the greeting",
                        good().mx1(new RefusesUs(new Answered.Connection(), "554 no service")),
                        "UNKNOWN MXRefusesUs: " + MX1
                                + " rejects the session, and how it treats other senders is not known: it greets with"
                                + " \"554 no service\"."
                                + UNKNOWN_WHY),
                row(
                        "STARTTLS is put off",
                        good().mx1(new RefusesUs(new Answered.StartTls(), "454 4.7.0 TLS not available")),
                        "UNKNOWN MXRefusesUs: " + MX1
                                + " offers STARTTLS but defers it: it answers \"454 4.7.0 TLS not available\". Senders"
                                + " wait while it answers this way. If this persists, check its certificate, its key,"
                                + " its limits and its log."),
                row(
                        "refused at one address, and bad at the other: the bad one counts",
                        good().mx1(
                                        at("192.0.2.25", new RefusesUs(new Answered.Connection(), "554 no service")),
                                        at("192.0.2.26", new StartTLSMissing(""))),
                        "ERROR STARTTLSMissing: mx1.example.com at 192.0.2.26 does not offer STARTTLS. Enable it"
                                + " there, or look for a firewall that removes it from the replies.",
                        "UNKNOWN MXRefusesUs: " + MX1
                                + " rejects the session, and how it treats other senders is not known: it greets with"
                                + " \"554 no service\"."
                                + UNKNOWN_WHY));
    }

    private static Case refusal(String reply, String remedy) {
        return row(
                reply,
                good().mx1(new RefusesUs(new Answered.Ehlo("[192.0.2.9]"), reply)),
                "UNKNOWN MXRefusesUs: " + MX1
                        + " rejects the session, and how it treats other senders is not known: it answers EHLO"
                        + " [192.0.2.9] with \"" + reply + "\"." + remedy);
    }

    static Stream<Case> vantage() {
        var ipv6 = new NoConversation(NoContact.NO_ROUTE, "Network is unreachable");
        return Stream.of(
                row(
                        "port closed here, said once for all",
                        good().vantage(Reach.CLOSED, Reach.OPEN)
                                .mx(
                                        host("mx1.example.com", 10, at("192.0.2.25", TIMED_OUT)),
                                        host("mx2.example.com", 20, at("192.0.2.26", TIMED_OUT))),
                        "UNKNOWN Port25Unreachable: mx1.example.com and mx2.example.com could not be reached: outgoing"
                                + " port 25 seems to be blocked here. Open outgoing port 25, probe through a proxy, or"
                                + " turn off the check of mail servers."),
                row(
                        "port closed here, and one was reached all the same",
                        good().vantage(Reach.CLOSED, Reach.OPEN)
                                .mx(
                                        host("mx1.example.com", 10, at("192.0.2.25", TIMED_OUT)),
                                        host(
                                                "mx2.example.com",
                                                20,
                                                at("192.0.2.26", new NoConversation(NoContact.GARBAGE, "SSH-2.0-x")))),
                        "WARNING MXUnreachable: mx2.example.com at 192.0.2.26 does not speak the protocol (SSH-2.0-x);"
                            + " senders go on to the other mail servers. Check the mail server and the network path to"
                            + " it, unless this is intended (nolisting).",
                        "UNKNOWN Port25Unreachable: mx1.example.com could not be reached: outgoing port 25 seems to be"
                            + " blocked here. Open outgoing port 25, probe through a proxy, or turn off the check of"
                            + " mail servers."),
                row(
                        "a control host alone decides, whatever takes the connection",
                        good().silentSmtpControl().mx1(new NoConversation(NoContact.SILENT, "")),
                        "UNKNOWN Port25Unreachable: mx1.example.com could not be reached: outgoing port 25 seems to be"
                            + " blocked here. Open outgoing port 25, probe through a proxy, or turn off the check of"
                            + " mail servers."),
                row(
                        "nobody was ever reached from here",
                        good().vantage(Reach.PERHAPS_CLOSED, Reach.OPEN).mx1(TIMED_OUT),
                        "UNKNOWN Port25Unreachable: mx1.example.com could not be reached: nothing answers on port 25,"
                            + " and no mail server has ever answered from here: either it is down, or outgoing port 25"
                            + " is blocked here. Name a mail server that is known to answer (--smtp-control), which"
                            + " tells the two apart; or open outgoing port 25, probe through a proxy, or turn off the"
                            + " check of mail servers."),
                Case.of(
                        "nobody was reached by this process, and this one by one before it",
                        MX_TLS,
                        good().vantage(Reach.PERHAPS_CLOSED, Reach.OPEN)
                                .mx1(TIMED_OUT)
                                .evidence(Expectations.reachedBefore("mx1.example.com")),
                        "ERROR MXUnreachable: " + MX1 + " does not answer the connection attempt." + REPAIR),
                Case.of(
                        "reached before, and port 25 is closed by now",
                        MX_TLS,
                        good().vantage(Reach.CLOSED, Reach.OPEN)
                                .mx1(TIMED_OUT)
                                .evidence(Expectations.reachedBefore("mx1.example.com")),
                        "UNKNOWN Port25Unreachable: mx1.example.com could not be reached: outgoing port 25 seems to be"
                            + " blocked here. Open outgoing port 25, probe through a proxy, or turn off the check of"
                            + " mail servers."),
                row(
                        "port closed here, and garbage came",
                        good().vantage(Reach.CLOSED, Reach.OPEN)
                                .mx1(new NoConversation(NoContact.GARBAGE, "SSH-2.0-x")),
                        "ERROR MXUnreachable: " + MX1 + " does not speak the protocol (SSH-2.0-x)." + REPAIR),
                row(
                        "port open here",
                        good().vantage(Reach.OPEN, Reach.CLOSED).mx1(TIMED_OUT),
                        "ERROR MXUnreachable: " + MX1 + " does not answer the connection attempt." + REPAIR),
                row(
                        "no IPv6 here",
                        good().mx(host("mx1.example.com", 10, at("2001:db8::25", ipv6))),
                        "UNKNOWN Port25Unreachable: mx1.example.com could not be reached: it has only IPv6 addresses,"
                                + " and there is no IPv6 from here. Probe from a network that has IPv6, or through a"
                                + " proxy."),
                row(
                        "no IPv6 here, beside one that answers",
                        good().mx(host(
                                "mx1.example.com",
                                10,
                                at("2001:db8::25", ipv6),
                                at("192.0.2.25", accepted("mx1.example.com")))),
                        "INFO MXUnreachable: mx1.example.com at 2001:db8::25 cannot be reached: there is no route to"
                                + " it from here; senders go on to its other addresses."));
    }

    static Stream<Case> limits() {
        var tooMany =
                "UNKNOWN TooManyMX: example.com has more mail servers, or more addresses of mail servers, than are"
                        + " probed: not all of mx9.example.com were. All names are still compared with the policy.";
        var addresses = Views.addresses("192.0.2.1", "192.0.2.2");
        return Stream.of(
                row(
                        "a host that was not probed",
                        good().mx(new MxHostView("mx9.example.com", 10, addresses, List.of(), false)),
                        tooMany),
                row(
                        "an address that was not probed",
                        good().mx(new MxHostView(
                                "mx9.example.com",
                                10,
                                addresses,
                                List.of(at("192.0.2.1", accepted("mx9.example.com"))),
                                true)),
                        tooMany),
                row(
                        "hosts beyond those that are probed",
                        good().mx(Stream.concat(
                                        IntStream.rangeClosed(1, 32)
                                                .mapToObj(
                                                        i -> host("mx.example.com", i, at("192.0.2.1", accepted("")))),
                                        Stream.of(unresolved("mx9.example.com", new Unavailable<>("not asked"))))
                                .toArray(MxHostView[]::new)),
                        tooMany),
                row(
                        "led elsewhere, one attempt stands for all addresses",
                        good().mx(new MxHostView(
                                "mx9.example.com",
                                10,
                                addresses,
                                List.of(new Attempt<>(
                                        Views.address("192.0.2.1"),
                                        Optional.of("127.0.0.1:2525"),
                                        accepted("mx9.example.com"))),
                                true))),
                Case.of(
                        "disabled, whatever was seen",
                        MX_TLS,
                        good().mx1(TIMED_OUT).evidence(Expectations.of(MailServers.LEFT_TO_USER)),
                        "UNKNOWN Disabled: The TLS of the mail servers of example.com is not checked, as requested."),
                Case.of(
                        "no mail server is connected to",
                        MX_TLS,
                        good().evidence(Expectations.of(MailServers.NOT_CONNECTED)),
                        "UNKNOWN SMTPNotChecked: The TLS of the mail servers of example.com is not known: because of"
                                + " --no-smtp (settings.noSmtp), none is contacted. Remove that setting or, if the"
                                + " certificates of the domain are monitored elsewhere, set spec.checks.mxTLS:"
                                + " Disabled."));
    }

    private static Case silent(NoContact kind, String detail, String words) {
        return row(
                kind.name(),
                good().mx1(new NoConversation(kind, detail)),
                "ERROR MXUnreachable: " + MX1 + " " + words + "." + REPAIR);
    }

    private static MxOutcome rejected(CertificateProblem problem, long daysLeft) {
        return new CertificateRejected(
                problem, "self-signed", Optional.of(certificate("www.example.com", Duration.ofDays(daysLeft))));
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, MX_TLS, views, lines);
    }
}
