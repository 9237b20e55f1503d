package io.mtasts.check;

import io.mtasts.caa.CaaProperty;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.NoData;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.CaaSight;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.HostTrail;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.dns.Validation;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.ChainRoot;
import io.mtasts.observe.tls.DepartedRoot;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Builds views of example.com: one with which nothing is wrong, and the same with something changed. */
@SuppressWarnings("varargs") // the arrays are only read
public final class Views {
    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    public static final String ID = "4f6c0d21";
    public static final String RECORD = "v=STSv1; id=4f6c0d21;";
    public static final String RUA = "mailto:tlsrpt@example.com";
    public static final String BODY = body("enforce", 604800, "mx1.example.com", "mx2.example.com");

    private static final String STS = "_mta-sts.example.com";
    private static final String POLICY_HOST = "mta-sts.example.com";

    private TxtView record = new TxtView(
            STS,
            found(300, RECORD),
            List.of(
                    new AtServer<>("ns1.example.com", found(300, RECORD)),
                    new AtServer<>("ns2.example.com", found(300, RECORD))));
    private TxtView tlsReporting =
            new TxtView("_smtp._tls.example.com", found(300, "v=TLSRPTv1; rua=" + RUA), List.of());
    private Answer<InetAddress> policyAddresses = addresses("192.0.2.10", "2001:db8::10");
    private final List<Attempt<PolicyOutcome>> policyAttempts =
            new ArrayList<>(List.of(at("192.0.2.10", answered(BODY)), at("2001:db8::10", answered(BODY))));
    private Answer<MxRecord> mxAnswer =
            found(300, new MxRecord(10, "mx1.example.com"), new MxRecord(20, "mx2.example.com"));
    private final List<MxHostView> hosts = new ArrayList<>(List.of(
            host("mx1.example.com", 10, at("192.0.2.25", accepted("mx1.example.com"))),
            host("mx2.example.com", 20, at("192.0.2.26", accepted("mx2.example.com")))));
    private boolean implicit;
    private Vantage vantage = new Vantage(Reach.NOT_KNOWN, Reach.NOT_KNOWN);

    private Dnssec dnssec = Dnssec.UNKNOWN;
    private Validation mxValidation = Validation.NOT_KNOWN;
    private CaaSight caa = CaaSight.NOT_LOOKED;

    private Views() {}

    /** Nothing is wrong: one record, one policy at two addresses, two mail servers, one TLS reporting record. */
    public static Views good() {
        return new Views();
    }

    public PublicView view() {
        return new PublicView(
                "example.com",
                NOW,
                record,
                tlsReporting,
                new PolicyHostView(POLICY_HOST, policyAddresses, HostTrail.NONE, policyAttempts, caa),
                new MailServersView(mxAnswer, List.of(), hosts, implicit, mxValidation),
                vantage,
                dnssec);
    }

    public Evidence evidence() {
        return evidence(Expectation.NONE);
    }

    public Evidence evidence(Expectation expectation) {
        return new Evidence(view(), expectation, NOW);
    }

    /** Of the policy host, found at that name. */
    public Views caa(String at, Answer<CaaProperty> answer) {
        caa = new CaaSight(at, answer);
        return this;
    }

    // the record

    /** The same from the resolvers and from both name servers. */
    public Views record(Answer<String> answer) {
        return record(answer, new AtServer<>("ns1.example.com", answer), new AtServer<>("ns2.example.com", answer));
    }

    @SafeVarargs
    public final Views record(Answer<String> resolvers, AtServer<String>... authoritative) {
        record = new TxtView(STS, resolvers, List.of(authoritative));
        return this;
    }

    public Views tlsReporting(Answer<String> answer) {
        tlsReporting = new TxtView("_smtp._tls.example.com", answer, List.of());
        return this;
    }

    // the policy host

    @SafeVarargs
    public final Views policyAddresses(Answer<InetAddress> answer, Attempt<PolicyOutcome>... attempts) {
        policyAddresses = answer;
        policyAttempts.clear();
        policyAttempts.addAll(List.of(attempts));
        return this;
    }

    @SafeVarargs
    public final Views policy(Attempt<PolicyOutcome>... attempts) {
        policyAttempts.clear();
        policyAttempts.addAll(List.of(attempts));
        policyAddresses =
                new Found<>(Arrays.stream(attempts).map(Attempt::address).toList(), List.of(), 300);
        return this;
    }

    /** At one address. */
    public Views policy(PolicyOutcome outcome) {
        return policy(at("192.0.2.10", outcome));
    }

    public Views policyBody(String body) {
        return policy(answered(body));
    }

    // the mail servers

    public Views mx(Answer<MxRecord> answer) {
        mxAnswer = answer;
        hosts.clear();
        return this;
    }

    public Views mx(MxHostView... views) {
        hosts.clear();
        hosts.addAll(List.of(views));
        mxAnswer = new Found<>(
                hosts.stream()
                        .map(host -> new MxRecord(host.preference(), host.host()))
                        .toList(),
                List.of(),
                300);
        return this;
    }

    /** One good mail server beside the two. */
    public Views alsoMx(String host) {
        var all = new ArrayList<>(hosts);
        all.add(host(host, 30, at("192.0.2.27", accepted(host))));
        return mx(all.toArray(MxHostView[]::new));
    }

    /** Only mx1, at one address. */
    public Views mx1(MxOutcome outcome) {
        return mx1(at("192.0.2.25", outcome));
    }

    /** Only mx1, at these addresses. */
    @SafeVarargs
    public final Views mx1(Attempt<MxOutcome>... attempts) {
        return policyBody(body("enforce", 604800, "mx1.example.com")).mx(host("mx1.example.com", 10, attempts));
    }

    /** By the name servers of the zone, whatever the resolvers say. */
    public Views namedByServers(MxHostView host) {
        hosts.add(host);
        return this;
    }

    public Views implicitMx(MxHostView host) {
        mx(new NoData<>(List.of()));
        hosts.add(host);
        implicit = true;
        return this;
    }

    public Views vantage(Reach smtp, Reach https) {
        vantage = new Vantage(smtp, https);
        return this;
    }

    /** A control host for port 25 is named and does not greet. */
    public Views silentSmtpControl() {
        vantage = new Vantage(Reach.CLOSED, Reach.NOT_KNOWN, true);
        return this;
    }

    public Views mxValidation(Validation value) {
        mxValidation = value;
        return this;
    }

    public Views dnssec(Dnssec value) {
        dnssec = value;
        return this;
    }

    // parts

    public static String body(String mode, long maxAge, String... mx) {
        var lines = new ArrayList<>(List.of("version: STSv1", "mode: " + mode));
        Arrays.stream(mx).map(pattern -> "mx: " + pattern).forEach(lines::add);
        lines.add("max_age: " + maxAge);
        return String.join("\r\n", lines) + "\r\n";
    }

    @SafeVarargs
    public static <T> Answer<T> found(long ttlSeconds, T... records) {
        return new Found<>(List.of(records), List.of(), ttlSeconds);
    }

    public static Answer<InetAddress> addresses(String... addresses) {
        return new Found<>(Arrays.stream(addresses).map(Views::address).toList(), List.of(), 300);
    }

    public static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    public static <T> Attempt<T> at(String address, T outcome) {
        return new Attempt<>(address(address), Optional.empty(), outcome);
    }

    public static PolicyOutcome answered(String body) {
        return answered(200, body);
    }

    public static PolicyOutcome answered(int status, String body) {
        return new PolicyOutcome.Answered(
                status,
                PolicyOutcome.Fields.of(
                        status / 100 == 3 ? Optional.of("https://www.example.com/policy") : Optional.empty(),
                        Optional.of("text/plain; charset=utf-8"),
                        Optional.empty()),
                body,
                false,
                "TLSv1.3",
                certificate(POLICY_HOST, Duration.ofDays(63)));
    }

    @SafeVarargs
    public static MxHostView host(String host, int preference, Attempt<MxOutcome>... attempts) {
        var addresses = Arrays.stream(attempts).map(Attempt::address).toList();
        return new MxHostView(host, preference, new Found<>(addresses, List.of(), 300), List.of(attempts), true);
    }

    public static MxHostView unresolved(String host, Answer<InetAddress> answer) {
        return new MxHostView(host, 10, answer, List.of(), false);
    }

    public static MxOutcome accepted(String host) {
        return new MxOutcome.Accepted("TLSv1.3", certificate(host, Duration.ofDays(63)));
    }

    /** In force for two months, under a root that has left Mozilla's list. */
    public static CertificateView underDepartedRoot(String name) {
        var root = new DepartedRoot("Example Root", "00", LocalDate.of(2026, 4, 22), "certifi 2026.4.22");
        var end = NOW.plus(Duration.ofDays(63));
        return new CertificateView(List.of(name), "Example CA", end.minus(Duration.ofDays(90)), end)
                .endingIn(Optional.of(new ChainRoot(root.name(), Optional.of(root))));
    }

    /** Of 90 days, of which so much is left. */
    public static CertificateView certificate(String name, Duration left) {
        var end = NOW.plus(left);
        return new CertificateView(List.of(name), "Example CA", end.minus(Duration.ofDays(90)), end)
                .endingIn(Optional.of(new ChainRoot("Example Root", Optional.empty())));
    }
}
