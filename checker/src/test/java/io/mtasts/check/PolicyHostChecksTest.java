package io.mtasts.check;

import static io.mtasts.check.Aspect.POLICY;
import static io.mtasts.check.Views.BODY;
import static io.mtasts.check.Views.NOW;
import static io.mtasts.check.Views.address;
import static io.mtasts.check.Views.answered;
import static io.mtasts.check.Views.at;
import static io.mtasts.check.Views.certificate;
import static io.mtasts.check.Views.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.caa.CaaProperty;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.Answer.NoSuchName;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.Obstacle;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.https.PolicyOutcome.Answered;
import io.mtasts.observe.https.PolicyOutcome.CertificateRejected;
import io.mtasts.observe.https.PolicyOutcome.NotContacted;
import io.mtasts.observe.https.PolicyOutcome.TLSFailed;
import io.mtasts.observe.https.PolicyOutcome.Unreachable;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyHostChecksTest {
    private static final String AT = "mta-sts.example.com at 192.0.2.10";
    private static final PolicyOutcome REFUSED = new Unreachable(NoContact.REFUSED, "Connection refused");
    private static final PolicyOutcome TIMED_OUT = new Unreachable(NoContact.CONNECT_TIMED_OUT, "after 10 s");
    private static final PolicyOutcome NO_ROUTE = new Unreachable(NoContact.NO_ROUTE, "Network is unreachable");
    private static final PolicyOutcome PRIVATE = new NotContacted("192.168.0.0/16 is private");

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    static Stream<Case> cases() {
        return Stream.of(names(), caa(), reach(), tls()).flatMap(rows -> rows);
    }

    static Stream<Case> caa() {
        var nobody = new CaaProperty(0, "issue", ";");
        var one = new CaaProperty(0, "issue", "letsencrypt.org");
        return Stream.of(
                row("any authority", good().caa("mta-sts.example.com", new NoData<>(List.of()))),
                row("one authority", good().caa("example.com", new Found<>(List.of(nobody, one), List.of(), 300))),
                row(
                        "no authority",
                        good().caa("example.com", new Found<>(List.of(nobody), List.of(), 300)),
                        "WARNING CAAForbids: CAA at example.com lets no authority issue for mta-sts.example.com (0"
                                + " issue \";\"): its certificate cannot be renewed. Publish example.com. CAA 0 issue"
                                + " \"AUTHORITY\" beside it, with the domain name of the authority that issues."),
                row(
                        "a property that nobody knows, behind an alias",
                        good().caa(
                                        "mta-sts.example.com",
                                        new Found<>(
                                                List.of(one, new CaaProperty(128, "tbs", "Unknown")),
                                                List.of("web.example.net"),
                                                300)),
                        "WARNING CAAForbids: CAA at web.example.net lets no authority issue for mta-sts.example.com (0"
                                + " issue \"letsencrypt.org\", 128 tbs \"Unknown\"): its certificate cannot be renewed."
                                + " Remove the record with the unknown property."),
                row(
                        "SERVFAIL",
                        good().caa("example.com", new Unavailable<>("SERVFAIL")),
                        "WARNING DNSUnavailable: example.com: its CAA records could not be looked up (SERVFAIL), and"
                            + " certification authorities issue nothing for mta-sts.example.com while that is so. If"
                            + " this persists, check the domain's name servers and its DNSSEC signatures."),
                row(
                        "a circle",
                        good().caa("mta-sts.example.com", new AliasLoop<>(List.of("a.example.com", "b.example.com"))),
                        "WARNING DNSUnavailable: mta-sts.example.com: its CAA records could not be looked up (a CNAME"
                                + " loop through a.example.com and b.example.com), and certification authorities issue"
                                + " nothing for mta-sts.example.com while that is so. Replace the CNAME."));
    }

    static Stream<Case> names() {
        var remedy = ": senders cannot fetch the policy. Point it to the web server that has the policy.";
        return Stream.of(
                row(
                        "no such name",
                        good().policyAddresses(new NoSuchName<>(List.of())),
                        "ERROR PolicyHostUnresolvable: mta-sts.example.com does not exist" + remedy),
                row(
                        "alias to a name without address",
                        good().policyAddresses(new NoData<>(List.of("policy.provider.example"))),
                        "ERROR PolicyHostUnresolvable: mta-sts.example.com has no address (through"
                                + " policy.provider.example)"
                                + remedy),
                row(
                        "circle",
                        good().policyAddresses(new AliasLoop<>(List.of("a.example", "b.example"))),
                        "ERROR PolicyHostUnresolvable: mta-sts.example.com is in a CNAME loop (through a.example and"
                                + " b.example)"
                                + remedy),
                row(
                        "no answer for one family",
                        good().policyAddresses(
                                        new Found<>(
                                                List.of(address("192.0.2.10")),
                                                List.of(),
                                                300,
                                                Optional.of(new Unavailable<>("SERVFAIL"))),
                                        at("192.0.2.10", answered(BODY))),
                        "WARNING DNSUnavailable: mta-sts.example.com: its IPv6 addresses could not be looked up"
                            + " (SERVFAIL), and some senders treat that as no answer at all. If this persists, check"
                            + " the domain's name servers and its DNSSEC signatures."),
                row(
                        "IPv4 alone, as the resolver keeps the others back",
                        good().policyAddresses(
                                        new Found<>(
                                                List.of(address("192.0.2.10")),
                                                List.of(),
                                                300,
                                                Optional.of(new Unavailable<>("filtered", Obstacle.POLICY))),
                                        at("192.0.2.10", answered(BODY))),
                        "INFO DNSUnavailable: mta-sts.example.com: the resolver keeps its IPv6 addresses back"
                            + " (filtered), so nothing is known of them. That is the policy of this resolver and says"
                            + " nothing about the domain: ask another resolver (--resolver, settings.resolver)."),
                row(
                        "blocked",
                        good().policyAddresses(new Unavailable<>("blocked", Obstacle.POLICY)),
                        "UNKNOWN DNSUnavailable: mta-sts.example.com: its addresses could not be looked up (blocked)."
                                + " That is the policy of this resolver and says nothing about the domain: ask another"
                                + " resolver (--resolver, settings.resolver)."),
                row(
                        "no answer",
                        good().policyAddresses(new Unavailable<>("SERVFAIL")),
                        "UNKNOWN DNSUnavailable: mta-sts.example.com: its addresses could not be looked up (SERVFAIL)."
                                + " If this persists, check the domain's name servers and its DNSSEC signatures."));
    }

    static Stream<Case> reach() {
        var unreachable = " Senders cannot fetch the policy. Check the web server and the network path to it.";
        var oneOfSome = " Fix the web server there, or remove the address.";
        var portClosed = "UNKNOWN Port443Unreachable: " + AT
                + " could not be reached, and from here nothing else can be reached on port 443 either. Open outgoing"
                + " port 443, or probe through a proxy.";
        return Stream.of(
                row(
                        "nothing listens",
                        good().policy(REFUSED),
                        "ERROR PolicyHostUnreachable: " + AT + " refuses the connection." + unreachable),
                row(
                        "none of two answers",
                        good().policy(at("2001:db8::10", TIMED_OUT), at("192.0.2.10", TIMED_OUT)),
                        "ERROR PolicyHostUnreachable: mta-sts.example.com at 192.0.2.10 and 2001:db8::10 does not"
                                + " answer the connection attempt."
                                + unreachable),
                row(
                        "one of two answers",
                        good().policy(at("192.0.2.10", answered(BODY)), at("192.0.2.11", REFUSED)),
                        "WARNING PolicyHostUnreachable: mta-sts.example.com at 192.0.2.11 refuses the connection;"
                                + " senders go on to its other addresses." + oneOfSome,
                        "WARNING SendersDisagree: mta-sts.example.com at 192.0.2.11: an address of the policy host"
                            + " that does not answer, when another one does: senders disagree: mx-connect gives up if"
                            + " it is the first; the others go on to the next."
                                + oneOfSome),
                row(
                        "no IPv6 here, beside one that answers",
                        good().policy(at("192.0.2.10", answered(BODY)), at("2001:db8::10", NO_ROUTE)),
                        "INFO PolicyHostUnreachable: mta-sts.example.com at 2001:db8::10 cannot be reached: there is"
                                + " no route to it from here; senders go on to its other addresses."),
                row(
                        "no IPv6 here, and nothing else there",
                        good().policy(at("2001:db8::10", NO_ROUTE)),
                        "UNKNOWN Port443Unreachable: mta-sts.example.com at 2001:db8::10 could not be reached: it has"
                                + " only IPv6 addresses, and there is no IPv6 from here. Probe from a network that has"
                                + " IPv6, or through a proxy."),
                row(
                        "no route to IPv4 is theirs",
                        good().policy(NO_ROUTE),
                        "ERROR PolicyHostUnreachable: " + AT + " cannot be reached: there is no route to it from here."
                                + unreachable),
                row(
                        "not tried",
                        good().policy(new Unreachable(NoContact.NOT_TRIED, "too many waiting")),
                        "UNKNOWN Port443Unreachable: " + AT
                                + " was not asked (too many waiting). It is probed again next time."),
                row(
                        "more addresses than are asked",
                        good().policyAddresses(
                                        Views.addresses("192.0.2.10", "192.0.2.11"), at("192.0.2.10", answered(BODY))),
                        "INFO TooManyAddresses: mta-sts.example.com has 2 addresses, of which 1 were probed."),
                row(
                        "led elsewhere, one attempt stands for all addresses",
                        good().policyAddresses(
                                        Views.addresses("192.0.2.10", "192.0.2.11"),
                                        new Attempt<>(
                                                address("192.0.2.10"), Optional.of("127.0.0.1:8443"), answered(BODY)))),
                row(
                        "not tried at any address",
                        good().policyAddresses(Views.addresses("192.0.2.10")),
                        "UNKNOWN Port443Unreachable: mta-sts.example.com was not probed at any address: nothing is"
                                + " known about what it serves. It is probed again next time."),
                row("port closed here", good().policy(TIMED_OUT).vantage(Reach.OPEN, Reach.CLOSED), portClosed),
                row(
                        "nobody was ever reached from here",
                        good().policy(TIMED_OUT).vantage(Reach.OPEN, Reach.PERHAPS_CLOSED),
                        "UNKNOWN Port443Unreachable: " + AT
                                + " could not be reached, and nothing on port 443 has ever answered from here: either"
                                + " it is down, or outgoing port 443 is blocked here. Fix the web server there, open"
                                + " outgoing port 443, or probe through a proxy."),
                Case.of(
                        "nobody was reached by this process, and this one by one before it",
                        POLICY,
                        good().policy(TIMED_OUT)
                                .vantage(Reach.OPEN, Reach.PERHAPS_CLOSED)
                                .evidence(Expectations.reachedBefore("mta-sts.example.com")),
                        "ERROR PolicyHostUnreachable: " + AT + " does not answer the connection attempt."
                                + unreachable),
                row(
                        "port open here",
                        good().policy(TIMED_OUT).vantage(Reach.CLOSED, Reach.OPEN),
                        "ERROR PolicyHostUnreachable: " + AT + " does not answer the connection attempt."
                                + unreachable),
                Case.of(
                        "no hairpin",
                        POLICY,
                        good().policy(TIMED_OUT).evidence(Expectations.ownAddress("192.0.2.10")),
                        "UNKNOWN NoHairpin: " + AT
                                + " could not be reached: it is this cluster's own address, which may not answer from"
                                + " inside. Probe through a proxy outside the cluster, or configure the load balancer"
                                + " to answer from inside."),
                Case.of(
                        "own address and another, both silent",
                        POLICY,
                        good().policy(at("192.0.2.10", TIMED_OUT), at("192.0.2.11", TIMED_OUT))
                                .evidence(Expectations.ownAddress("192.0.2.10")),
                        "ERROR PolicyHostUnreachable: mta-sts.example.com at 192.0.2.10 and 192.0.2.11 does not answer"
                                + " the connection attempt."
                                + unreachable),
                row(
                        "private",
                        good().policy(at("192.168.1.1", PRIVATE)),
                        "UNKNOWN PrivateAddress: mta-sts.example.com at 192.168.1.1 was not contacted (192.168.0.0/16"
                                + " is private). If that address is intended, allow its network; otherwise correct the"
                                + " address in DNS."),
                row(
                        "private, and the public one is silent: that none answers is not known",
                        good().policy(at("192.168.1.1", PRIVATE), at("192.0.2.10", REFUSED)),
                        "UNKNOWN PrivateAddress: mta-sts.example.com at 192.168.1.1 was not contacted (192.168.0.0/16"
                                + " is private). If that address is intended, allow its network; otherwise correct the"
                                + " address in DNS.",
                        "WARNING PolicyHostUnreachable: " + AT + " refuses the connection; senders go on to its other"
                                + " addresses." + oneOfSome),
                row(
                        "led elsewhere",
                        good().policy(new Attempt<>(address("192.0.2.10"), Optional.of("127.0.0.1:8443"), REFUSED)),
                        "ERROR PolicyHostUnreachable: " + AT + " (through 127.0.0.1:8443) refuses the connection."
                                + unreachable));
    }

    static Stream<Case> tls() {
        var renew = " Renew it, and find out why that did not happen automatically.";
        return Stream.of(
                row(
                        "no TLS",
                        good().policy(new TLSFailed("protocol_version")),
                        "ERROR PolicyHostTLSFailed: " + AT
                                + " completes no handshake with TLS 1.2 or newer (protocol_version). Enable TLS"
                                + " 1.2 and 1.3 there."),
                row(
                        "untrusted, even beside a good one",
                        good().policy(
                                        at("192.0.2.10", rejected(CertificateProblem.UNTRUSTED, 63)),
                                        at("192.0.2.11", answered(BODY))),
                        "ERROR PolicyHostUntrusted: " + AT + " presents a certificate that does not chain to a trusted"
                                + " root (as seen). Install a certificate from a public"
                                + " authority, with its intermediate certificates."),
                row(
                        "other name",
                        good().policy(rejected(CertificateProblem.NAME_MISMATCH, 63)),
                        "ERROR PolicyHostNameMismatch: " + AT + " presents a certificate for www.example.com, not for"
                                + " mta-sts.example.com. Install a certificate that names mta-sts.example.com."),
                row(
                        "expired",
                        good().policy(rejected(CertificateProblem.EXPIRED, -2)),
                        "ERROR PolicyHostExpired: " + AT
                                + " presents a certificate that expired at 2026-11-21T10:00:00Z." + renew),
                row(
                        "intermediate expired",
                        good().policy(rejected(CertificateProblem.EXPIRED, 63)),
                        "ERROR PolicyHostExpired: " + AT
                                + " presents a certificate that chains through a certificate that has expired."
                                + renew),
                row(
                        "not yet valid",
                        good().policy(rejected(CertificateProblem.NOT_YET_VALID, 91)),
                        "ERROR PolicyHostExpired: " + AT + " presents a certificate that is not valid before"
                                + " 2026-11-24T10:00:00Z. Compare the clocks of the server"
                                + " and of the authority, or install the earlier"
                                + " certificate."),
                row(
                        "expiring",
                        good().policy(expiringIn(Duration.ofDays(6), Duration.ofDays(90))),
                        "WARNING CertificateExpiring: " + AT + " presents a certificate that expires at"
                                + " 2026-11-29T10:00:00Z, and no newer one." + renew),
                row(
                        "under a root that has left",
                        good().policy(presenting(Views.underDepartedRoot("mta-sts.example.com"))),
                        "WARNING PolicyHostRootDeparted: " + AT + " presents a certificate whose chain ends in Example"
                                + " Root, which left Mozilla's list of trusted roots by 2026-04-22 (certifi"
                                + " 2026.4.22): senders with a newer list refuse it. Install a certificate, or a"
                                + " chain, that ends in a root of today's list."));
    }

    @ParameterizedTest(name = "{0} hours left of {1} days: warned of {2}")
    @CsvSource({
        "335, 90, true", // a little under 14 days of 90
        "336, 90, false", // 14 days
        "47,   6, true", // under a third of a short life
        "48,   6, false", // a third of it: short-lived certificates are renewed late
        "1,  365, true",
    })
    void expiring(long hoursLeft, long daysOfLife, boolean warned) {
        var view = good().policy(expiringIn(Duration.ofHours(hoursLeft), Duration.ofDays(daysOfLife)));
        assertThat(AllChecks.findings(view.evidence()))
                .extracting(Finding::reason)
                .isEqualTo(warned ? List.of(ObservedReason.CertificateExpiring) : List.of());
    }

    private static PolicyOutcome expiringIn(Duration left, Duration life) {
        var end = NOW.plus(left);
        return presenting(new CertificateView(List.of("mta-sts.example.com"), "CA", end.minus(life), end));
    }

    private static PolicyOutcome presenting(CertificateView certificate) {
        return new Answered(
                200,
                PolicyOutcome.Fields.of(Optional.empty(), Optional.of("text/plain"), Optional.empty()),
                BODY,
                false,
                "TLSv1.3",
                certificate);
    }

    private static PolicyOutcome rejected(CertificateProblem problem, long daysLeft) {
        return new CertificateRejected(
                problem, "as seen", Optional.of(certificate("www.example.com", Duration.ofDays(daysLeft))));
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, POLICY, views, lines);
    }
}
