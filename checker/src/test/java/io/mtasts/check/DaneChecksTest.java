package io.mtasts.check;

import static io.mtasts.check.Aspect.DANE;
import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.found;
import static io.mtasts.check.Views.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.Expectation.MailServers;
import io.mtasts.dane.Pinned;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Leaf;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.dns.Validation;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DaneChecksTest {
    private static final String NAME = "_25._tcp.mx1.example.com";
    private static final String MX1 = "mx1.example.com at 192.0.2.25";
    private static final CertificateAuthority AUTHORITY =
            CertificateAuthority.create("Lab", Clock.fixed(Views.NOW, ZoneOffset.UTC));
    private static final CertificateAuthority NEXT_YEAR = CertificateAuthority.create("Next", Clock.systemUTC());

    private static final List<X509Certificate> CHAIN =
            AUTHORITY.issue("mx1.example.com").chain();
    private static final List<X509Certificate> OTHER_NAME =
            AUTHORITY.issue("mail.example.net").chain();
    private static final List<X509Certificate> LASTING = AUTHORITY
            .issue(new Leaf(
                    List.of("mx1.example.com"),
                    Optional.empty(),
                    Views.NOW.minus(Duration.ofDays(1)),
                    Views.NOW.plus(Duration.ofDays(300))))
            .chain();

    private static final TlsaRecord KEY = pin(3, 1, CHAIN.get(0));
    private static final TlsaRecord CERTIFICATE = pin(3, 0, CHAIN.get(0));
    private static final TlsaRecord ISSUER = pin(2, 1, CHAIN.get(1));
    private static final TlsaRecord SPARE =
            pin(3, 1, NEXT_YEAR.issue("mx1.example.com").leaf());
    private static final TlsaRecord OF_WEB = new TlsaRecord(1, 1, 1, KEY.data());
    private static final MxOutcome SHOWN = shown(CHAIN);

    private static final String REFUSED =
            ": senders that support DANE do not deliver there, whatever the MTA-STS policy says. Have the mail server"
                    + " present what is pinned, or publish \"" + NAME + ". TLSA " + KEY.text()
                    + "\" beside the records that are there.";
    private static final String SIGNATURES =
            " Check the zone's DNSSEC signatures, and that all of its name servers answer questions for TLSA.";
    private static final String SPARE_KEY = "INFO TLSASpareKey: mx1.example.com: beside the key in use, "
            + SPARE.shown() + " is published, a spare key for the time after.";

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        return Stream.of(
                Case.of("nobody has TLSA records", DANE, good()),
                Case.of("a key, and a spare one", DANE, secure(SHOWN, KEY, SPARE), SPARE_KEY),
                Case.of("an issuer", DANE, secure(SHOWN, ISSUER)),
                Case.of(
                        "a certificate that no authority vouches for, and that has ended",
                        DANE,
                        secure(rejected(OTHER_NAME), pin(3, 1, OTHER_NAME.getFirst()), SPARE),
                        SPARE_KEY),
                Case.of("a key for long", DANE, secure(shown(LASTING), pin(3, 1, LASTING.getFirst()))),
                Case.of(
                        "the key of a certificate that is renewed by a program",
                        DANE,
                        secure(SHOWN, KEY),
                        "INFO TLSARollover: mx1.example.com: its only TLSA record, " + KEY.shown()
                                + ", pins the key of a certificate of 90 days: if a renewal brings a new key, senders"
                                + " that support DANE stop delivering until the record has followed. Renew with the"
                                + " same key (cert-manager: spec.privateKey.rotationPolicy: Never), or publish the"
                                + " record of the next key two TTLs before it is used."),
                Case.of(
                        "the certificate itself",
                        DANE,
                        secure(SHOWN, CERTIFICATE),
                        "WARNING TLSARollover: mx1.example.com: its only TLSA record, " + CERTIFICATE.shown()
                                + ", pins the certificate itself, which ends at 2027-02-21T09:00:00Z: with the next"
                                + " one, senders that support DANE stop delivering until the record has followed."
                                + " Publish a 3 1 1 record for the key as well, and renew with the same key"
                                + " (cert-manager: spec.privateKey.rotationPolicy: Never); or publish the record of"
                                + " the next certificate two TTLs before it is used."),
                Case.of(
                        "only a spare key",
                        DANE,
                        secure(SHOWN, SPARE),
                        "ERROR TLSAMismatch: " + MX1 + " presents a certificate that none of its TLSA records pins ("
                                + SPARE.shown() + ")" + REFUSED),
                Case.of(
                        "an issuer, of a certificate for another name",
                        DANE,
                        secure(shown(OTHER_NAME), ISSUER),
                        "ERROR TLSAMismatch: " + MX1 + " presents a certificate that none of its TLSA records pins ("
                                + ISSUER.shown() + "); " + ISSUER.shown()
                                + " pins an issuer of it, but it is for other names" + REFUSED),
                Case.of(
                        "in mode none and testing alike",
                        DANE,
                        secure(SHOWN, SPARE).policyBody(Views.body("none", 604_800)),
                        "ERROR TLSAMismatch: " + MX1 + " presents a certificate that none of its TLSA records pins ("
                                + SPARE.shown() + ")" + REFUSED),
                Case.of(
                        "each key at an address of its own",
                        DANE,
                        tlsa(
                                secureAt(KEY, SPARE),
                                at("192.0.2.25", SHOWN),
                                at(
                                        "192.0.2.26",
                                        shown(NEXT_YEAR.issue("mx9.example.com").chain())))),
                Case.of(
                        "no STARTTLS",
                        DANE,
                        secure(new MxOutcome.StartTLSMissing("EHLO was answered without STARTTLS"), KEY),
                        "ERROR TLSAWithoutTLS: " + MX1 + " has TLSA records, and does not offer STARTTLS: senders that"
                                + " support DANE do not deliver there. Mend STARTTLS there, or"
                                + " remove the TLSA records."),
                Case.of(
                        "TLS that fails",
                        DANE,
                        secure(new MxOutcome.StartTLSFailed("alert"), KEY),
                        "ERROR TLSAWithoutTLS: " + MX1 + " has TLSA records, and its TLS handshake fails: senders that"
                                + " support DANE do not deliver there. Mend STARTTLS there, or"
                                + " remove the TLSA records."),
                Case.of(
                        "silence",
                        DANE,
                        secure(new MxOutcome.NoConversation(NoContact.SILENT, ""), KEY),
                        "UNKNOWN TLSANotCompared: mx1.example.com: it has TLSA records, and no certificate of it could"
                                + " be seen to compare with them. First fix what MXTLSValid reports."),
                Case.of(
                        "a usage of the web beside the key",
                        DANE,
                        secure(SHOWN, KEY, SPARE, OF_WEB),
                        "WARNING TLSANotUsable: mx1.example.com: the TLSA record " + OF_WEB.shown() + " at " + NAME
                                + " has usage 1, which is not for mail servers (RFC 7672 3.1.3): only 2 and 3 are;"
                                + " senders ignore it. Publish 3 1 1 records: mta-sts-operator lint tlsa --certificate"
                                + " FILE prints them.",
                        SPARE_KEY),
                Case.of(
                        "a usage of the web alone: any certificate will do",
                        DANE,
                        secure(shown(OTHER_NAME), OF_WEB),
                        "WARNING TLSANotUsable: mx1.example.com: the TLSA record " + OF_WEB.shown() + " at " + NAME
                                + " has usage 1, which is not for mail servers (RFC 7672 3.1.3): only 2 and 3 are;"
                                + " senders ignore it, and as there is no other, they require TLS and accept any"
                                + " certificate. Publish 3 1 1 records: mta-sts-operator lint tlsa --certificate FILE"
                                + " prints them."),
                Case.of(
                        "more than are compared",
                        DANE,
                        secure(
                                SHOWN,
                                new TlsaView(
                                        "mx1.example.com",
                                        found(300, SPARE),
                                        1400,
                                        Validation.SECURE,
                                        Validation.SECURE)),
                        "UNKNOWN TLSATooMany: mx1.example.com: there are 1400 TLSA records at " + NAME
                                + ", more than are compared. Publish one for the key in use and one for the next: 64"
                                + " are compared."),
                Case.of(
                        "bogus",
                        DANE,
                        secure(SHOWN, answered(new Unavailable<>("127.0.0.1:53 answered SERVFAIL"), Validation.FAILED)),
                        "ERROR TLSAUnavailable: mx1.example.com: the TLSA record at " + NAME
                                + " could not be looked up, in a zone that is signed (127.0.0.1:53 answered SERVFAIL):"
                                + " senders that support DANE put mail for it aside." + SIGNATURES),
                Case.of(
                        "no answer in time",
                        DANE,
                        secure(SHOWN, answered(new Unavailable<>("127.0.0.1:53 did not answer"), Validation.NOT_KNOWN)),
                        "UNKNOWN TLSAUnavailable: mx1.example.com: the TLSA record at " + NAME
                                + " could not be looked up, in a zone that is signed (127.0.0.1:53 did not answer):"
                                + " senders that support DANE put mail for it aside." + SIGNATURES),
                Case.of(
                        "a CNAME loop",
                        DANE,
                        secure(SHOWN, answered(new AliasLoop<>(List.of("a.example.com", NAME)), Validation.NOT_KNOWN)),
                        "ERROR TLSAUnavailable: mx1.example.com: the TLSA record at " + NAME
                                + " is in a CNAME loop, through a.example.com and " + NAME
                                + ": senders that support DANE put mail for it aside. Replace the CNAME."),
                Case.of(
                        "SERVFAIL where nobody asks: the zone is not signed",
                        DANE,
                        secure(
                                SHOWN,
                                new TlsaView(
                                        "mx1.example.com",
                                        new Unavailable<>("SERVFAIL"),
                                        0,
                                        Validation.INSECURE,
                                        Validation.FAILED))),
                Case.of(
                        "MX records that are bogus, of a domain that uses DANE",
                        DANE,
                        bogusMx(secureAt(KEY, SPARE)),
                        "ERROR TLSAUnavailable: example.com: its MX records could not be looked up by a resolver that"
                                + " validates (127.0.0.1:53 answered SERVFAIL): senders that support DANE put its mail"
                                + " aside." + SIGNATURES),
                Case.of("MX records that are bogus, of another", DANE, bogusMx(TlsaView.NONE)),
                Case.of(
                        "there are none, and that is secure",
                        DANE,
                        secure(SHOWN, answered(new NoData<>(List.of()), Validation.SECURE))),
                Case.of(
                        "MX records that are not signed",
                        DANE,
                        secure(SHOWN, SPARE).mxValidation(Validation.INSECURE),
                        "INFO TLSANotSecure: mx1.example.com: it has TLSA records, but the MX records of example.com"
                                + " are not validated by DNSSEC: senders ignore them. Sign the zone if DANE is meant."),
                Case.of(
                        "addresses that are not signed",
                        DANE,
                        secure(
                                SHOWN,
                                new TlsaView(
                                        "mx1.example.com",
                                        found(300, SPARE),
                                        1,
                                        Validation.INSECURE,
                                        Validation.SECURE)),
                        "INFO TLSANotSecure: mx1.example.com: it has TLSA records, but its addresses are not validated"
                                + " by DNSSEC: senders ignore them. Sign the zone if DANE is meant."),
                Case.of(
                        "TLSA records that are not signed",
                        DANE,
                        secure(
                                SHOWN,
                                new TlsaView(
                                        "mx1.example.com",
                                        found(300, SPARE),
                                        1,
                                        Validation.SECURE,
                                        Validation.INSECURE)),
                        "INFO TLSANotSecure: mx1.example.com: it has TLSA records, but these are not validated by"
                                + " DNSSEC: senders ignore them. Sign the zone if DANE is meant."),
                Case.of(
                        "a resolver whose word does not count",
                        DANE,
                        secure(
                                        SHOWN,
                                        new TlsaView(
                                                "mx1.example.com",
                                                found(300, SPARE),
                                                1,
                                                Validation.NOT_KNOWN,
                                                Validation.NOT_KNOWN))
                                .mxValidation(Validation.NOT_KNOWN),
                        "UNKNOWN TLSANotValidated: mx1.example.com: it has TLSA records at " + NAME
                                + ", and whether senders use them is not known: the resolver is asked without TLS over"
                                + " a network, so that its word on DNSSEC does not count. Use a resolver that"
                                + " validates, over TLS or at a loopback address (--resolver tls://1.1.1.1), or set"
                                + " --trust-ad (settings.trustAd) if the network between is safe."),
                Case.of(
                        "left to the user",
                        DANE,
                        secure(SHOWN, SPARE).evidence(Expectations.of(MailServers.LEFT_TO_USER))));
    }

    /** A condition only where there is something that senders go by. */
    @Test
    void thereIsAVerdictWhereSendersGoByTlsa() {
        assertThat(verdict(good())).isEmpty();
        assertThat(verdict(secure(SHOWN, KEY).mxValidation(Validation.INSECURE)))
                .isEmpty();
        assertThat(verdict(secure(SHOWN, answered(new NoData<>(List.of()), Validation.SECURE))))
                .isEmpty();
        assertThat(verdict(secure(SHOWN, KEY, SPARE)))
                .contains("TRUE AllGood mx1.example.com presents a certificate that its TLSA records pin.");
        assertThat(verdict(secure(SHOWN, SPARE)).orElseThrow()).startsWith("FALSE TLSAMismatch ");
        assertThat(verdict(secure(SHOWN, KEY).mxValidation(Validation.NOT_KNOWN))
                        .orElseThrow())
                .startsWith("UNKNOWN TLSANotValidated ");
    }

    private static Optional<String> verdict(Views views) {
        return Judgement.of(views.evidence())
                .verdict(DANE)
                .map(verdict ->
                        "%s %s %s".formatted(verdict.status(), verdict.reason().name(), verdict.message()));
    }

    private static Views bogusMx(TlsaView tlsa) {
        var views =
                good().mx(new Unavailable<>("127.0.0.1:53 answered SERVFAIL")).mxValidation(Validation.FAILED);
        return views.namedByServers(host(tlsa, at("192.0.2.25", SHOWN)));
    }

    private static Views secure(MxOutcome outcome, TlsaRecord... records) {
        return secure(outcome, secureAt(records));
    }

    private static Views secure(MxOutcome outcome, TlsaView tlsa) {
        return tlsa(tlsa, at("192.0.2.25", outcome));
    }

    @SafeVarargs
    private static Views tlsa(TlsaView tlsa, Attempt<MxOutcome>... attempts) {
        return good().policyBody(Views.body("enforce", 604_800, "mx1.example.com"))
                .mx(host(tlsa, attempts))
                .mxValidation(Validation.SECURE);
    }

    @SafeVarargs
    private static MxHostView host(TlsaView tlsa, Attempt<MxOutcome>... attempts) {
        var view = Views.host("mx1.example.com", 10, attempts);
        return new MxHostView(view.host(), 10, view.addresses(), view.attempts(), true, tlsa);
    }

    private static TlsaView secureAt(TlsaRecord... records) {
        return new TlsaView(
                "mx1.example.com", found(300, records), records.length, Validation.SECURE, Validation.SECURE);
    }

    private static TlsaView answered(Answer<TlsaRecord> answer, Validation validation) {
        return new TlsaView("mx1.example.com", answer, 0, Validation.SECURE, validation);
    }

    private static TlsaRecord pin(int usage, int selector, X509Certificate certificate) {
        return Pinned.record(usage, selector, 1, certificate).orElseThrow();
    }

    private static MxOutcome shown(List<X509Certificate> chain) {
        return new MxOutcome.Accepted("TLSv1.3", view(chain));
    }

    private static MxOutcome rejected(List<X509Certificate> chain) {
        return new MxOutcome.CertificateRejected(CertificateProblem.EXPIRED, "", Optional.of(view(chain)));
    }

    private static CertificateView view(List<X509Certificate> chain) {
        Instant end = chain.getFirst().getNotAfter().toInstant();
        return new CertificateView(List.of("mx1.example.com"), "Lab", end.minus(Duration.ofDays(90)), end, chain);
    }
}
