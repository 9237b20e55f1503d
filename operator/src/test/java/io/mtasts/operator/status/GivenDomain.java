package io.mtasts.operator.status;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.mtasts.api.v1alpha1.Certificate;
import io.mtasts.api.v1alpha1.Checks;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MxTlsCheck;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.observe.MailServersView;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.PolicyHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.MxRecord;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.CertificateTurn;
import io.mtasts.operator.gather.ClusterState;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.gather.RefusedChildren;
import io.mtasts.operator.prober.PodAnswer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.prober.ProbeSpec;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.operator.publish.Publishers;
import io.mtasts.operator.publish.Route;
import io.mtasts.operator.publish.UpdateReport;
import io.mtasts.operator.rollout.Policies;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A domain with a policy, a record and mail servers, told one fact after the other; all that is not said is good. */
final class GivenDomain {
    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    static final String MX1 = "mx1.example.com";
    static final String MX2 = "mx2.example.com";

    private static final String DOMAIN = "example.com";
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.10");
    private static final InetAddress MAIL = InetAddress.ofLiteral("192.0.2.25");
    private static final Duration PROPAGATION = Duration.ofMinutes(2);

    private final ServedPolicy served;
    private PolicyMode wanted;
    private Map<String, String> annotations = Map.of();
    private List<LedgerEntry> ledger = List.of();
    private List<String> named = List.of();
    private @Nullable PublishedRecord recordBefore;
    private final Map<String, MxOutcome> mailServers = new LinkedHashMap<>();
    private TlsaView tlsa = TlsaView.NONE;
    private @Nullable PolicyOutcome policyHost;
    private @Nullable String server;
    private boolean dnsAnswers = true;
    private final List<InetAddress> silent = new ArrayList<>();
    private Instant now = NOW;

    private GivenDomain(ServedPolicy served) {
        this.served = served;
        this.wanted = served.mode();
    }

    static GivenDomain serving(ServedPolicy policy) {
        return new GivenDomain(policy);
    }

    /** A policy that has been served for ninety days, and seen everywhere. */
    static ServedPolicy policy(PolicyMode mode, String... mx) {
        int maxAge = mode == PolicyMode.TESTING ? 86_400 : 604_800;
        var text = new StsPolicy(
                Policies.mode(mode), Arrays.stream(mx).map(MxPattern::new).toList(), maxAge);
        var since = NOW.minus(Duration.ofDays(90));
        return new ServedPolicy(
                PolicyId.of(text.body(), 0).text(), 0, mode, List.of(mx), maxAge, text.body(), since, since);
    }

    static LedgerEntry entry(ServedPolicy policy) {
        return new LedgerEntry(String.valueOf(policy.id()), policy.mode(), policy.mx(), policy.maxAgeSeconds(), null);
    }

    static LedgerEntry ended(ServedPolicy policy, Instant replacedFrom, Instant expires) {
        return entry(policy).ending(expires).replaced(replacedFrom);
    }

    /** What the spec asks for, where that is not the mode that is served. */
    GivenDomain wanted(PolicyMode mode) {
        wanted = mode;
        return this;
    }

    GivenDomain held() {
        annotations = Map.of("mtasts.io/hold", "testing");
        return wanted(PolicyMode.ENFORCE);
    }

    /** A person has seen that policy from outside. */
    GivenDomain attested(ServedPolicy policy) {
        annotations = Map.of("mtasts.io/attest", Policies.shortId(policy));
        return this;
    }

    GivenDomain ledger(LedgerEntry... entries) {
        ledger = List.of(entries);
        return this;
    }

    /** Ids that the record has; none: there is no record. */
    GivenDomain recordNames(ServedPolicy... policies) {
        named = Arrays.stream(policies).map(ServedPolicy::id).toList();
        return this;
    }

    GivenDomain recordNamedBefore(ServedPolicy policy) {
        recordBefore = new PublishedRecord(String.valueOf(policy.id()), NOW.minus(Duration.ofDays(80)), 300);
        return this;
    }

    GivenDomain mx(String host) {
        return mx(host, accepted(NOW.plus(Duration.ofDays(60))));
    }

    GivenDomain mx(String host, MxOutcome outcome) {
        mailServers.put(host, outcome);
        return this;
    }

    /** What the policy host answers, where that is not the policy. */
    GivenDomain policyHost(PolicyOutcome outcome) {
        policyHost = outcome;
        return this;
    }

    static MxOutcome accepted(Instant notAfter) {
        return new MxOutcome.Accepted("TLSv1.3", certificate(notAfter));
    }

    /** The spec names a PolicyServer that does not exist. */
    GivenDomain notAccepted() {
        server = "gone";
        return this;
    }

    /** No name server says anything of the record. */
    GivenDomain recordUnknown() {
        dnsAnswers = false;
        return this;
    }

    /** The policy host leads there too, and nobody answers. */
    GivenDomain silentAt(String address) {
        silent.add(InetAddress.ofLiteral(address));
        return this;
    }

    GivenDomain at(Instant time) {
        now = time;
        return this;
    }

    MailDomainPolicyStatus status() {
        return StatusOf.policy(Preconditions.of(input())).status();
    }

    private static CertificateView certificate(Instant notAfter) {
        return new CertificateView(List.of(DOMAIN), "Lab", notAfter.minus(Duration.ofDays(90)), notAfter);
    }

    private MailDomainPolicy policy() {
        var rollout = new io.mtasts.api.v1alpha1.Rollout(RolloutStrategy.GATED, new TimeSpan("168h"));
        var policy = new MailDomainPolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withName("example-com")
                .withNamespace("mail")
                .withUid("1")
                .withGeneration(2L)
                .withAnnotations(annotations)
                .build());
        policy.setSpec(new MailDomainPolicySpec(
                DOMAIN,
                null,
                wanted,
                served.mx(),
                604_800,
                rollout,
                server,
                new Certificate(null, null, "own"),
                null,
                null,
                new Checks(new TimeSpan("10m"), MxTlsCheck.DIRECT),
                null));
        var before = MailDomainPolicyStatus.builder()
                .observedGeneration(1L)
                .policy(served)
                .ledger(ledger)
                .record(recordBefore);
        policy.setStatus(before.build());
        return policy;
    }

    private PolicyInput input() {
        var policy = policy();
        return new PolicyInput(
                policy,
                Optional.empty(),
                policy,
                Optional.empty(),
                Route.of(policy.getSpec(), Optional.empty()),
                List.of(),
                true,
                false,
                Optional.empty(),
                true,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CertificateTurn.FREE,
                Optional.empty(),
                new TreeSet<>(List.of("192.0.2.10")),
                List.of(),
                new RefusedChildren(true, List.of()),
                new Publishers(false, Optional.empty(), List.of(), UpdateReport.NONE),
                Optional.of(probe()),
                PROPAGATION,
                new ClusterState(
                        false,
                        Duration.ofHours(24),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        true),
                _ -> true,
                now);
    }

    private ProbeResult probe() {
        var id = String.valueOf(served.id());
        var body = String.valueOf(served.body());
        var pod = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 8080);
        var probeSpec = new ProbeSpec(
                DOMAIN,
                true,
                Duration.ofMinutes(10),
                Optional.of(new ProbeSpec.ExpectedPolicy(id, body)),
                false,
                List.of(pod),
                Optional.of("default"),
                new TreeSet<>(),
                Set.of(HERE),
                Optional.empty(),
                new ProbeSpec.OwnSide(Optional.empty(), Optional.empty(), new TreeSet<>()),
                new ProbeSpec.Occasion(Optional.empty(), Optional.empty()));
        return new ProbeResult(
                probeSpec,
                view(body),
                List.of(new PodAnswer.Answered("10.0.0.1:8080", 200, body)),
                Map.of(),
                silent.isEmpty() && !(policyHost instanceof PolicyOutcome.Unreachable)
                        ? new Propagation(id, 5, NOW.minus(Duration.ofHours(1)), NOW, false, Duration.ZERO)
                        : Propagation.none(id, NOW),
                NOW.minus(Duration.ofDays(1)),
                List.of(),
                false,
                "");
    }

    /** The TLSA records of each mail server; the MX records are as secure as its addresses. */
    GivenDomain tlsa(TlsaView records) {
        tlsa = records;
        return this;
    }

    private PublicView view(String body) {
        var name = "mta-sts." + DOMAIN;
        var answered = new PolicyOutcome.Answered(
                200,
                PolicyOutcome.Fields.of(Optional.empty(), Optional.of("text/plain"), Optional.empty()),
                body,
                false,
                "TLSv1.3",
                certificate(NOW.plus(Duration.ofDays(60))));
        var attempts = new ArrayList<>(List.of(
                new Attempt<PolicyOutcome>(HERE, Optional.empty(), policyHost == null ? answered : policyHost)));
        silent.forEach(address -> attempts.add(new Attempt<>(
                address, Optional.empty(), new PolicyOutcome.Unreachable(NoContact.CONNECT_TIMED_OUT, "silent"))));
        Answer<InetAddress> here =
                new Answer.Found<>(attempts.stream().map(Attempt::address).toList(), List.of(), 300);
        return new PublicView(
                DOMAIN,
                now,
                new TxtView("_mta-sts." + DOMAIN, record(), List.of()),
                new TxtView("_smtp._tls." + DOMAIN, new Answer.NoSuchName<>(List.of()), List.of()),
                new PolicyHostView(name, here, attempts),
                mailServers(),
                new Vantage(Vantage.Reach.OPEN, Vantage.Reach.OPEN),
                Dnssec.UNKNOWN);
    }

    private Answer<String> record() {
        if (!dnsAnswers) {
            return new Answer.Unavailable<>("SERVFAIL");
        }
        return named.isEmpty()
                ? new Answer.NoSuchName<>(List.of())
                : new Answer.Found<>(
                        named.stream().map("v=STSv1; id=%s;"::formatted).toList(), List.of(), 300);
    }

    private MailServersView mailServers() {
        var hosts = new ArrayList<MxHostView>();
        var records = new ArrayList<MxRecord>();
        Answer<InetAddress> there = new Answer.Found<>(List.of(MAIL), List.of(), 300);
        mailServers.forEach((host, outcome) -> {
            int preference = 10 * (hosts.size() + 1);
            records.add(new MxRecord(preference, host));
            hosts.add(new MxHostView(
                    host, preference, there, List.of(new Attempt<>(MAIL, Optional.empty(), outcome)), true, tlsa));
        });
        return new MailServersView(
                new Answer.Found<>(records, List.of(), 300), List.of(), hosts, false, tlsa.addresses());
    }
}
