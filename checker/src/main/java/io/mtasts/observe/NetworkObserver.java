package io.mtasts.observe;

import com.github.benmanes.caffeine.cache.Ticker;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Authorities;
import io.mtasts.observe.dns.CaaClimb;
import io.mtasts.observe.dns.DnsExchange;
import io.mtasts.observe.dns.Dnssec;
import io.mtasts.observe.dns.HostTrail;
import io.mtasts.observe.dns.HostTrails;
import io.mtasts.observe.dns.Questions;
import io.mtasts.observe.dns.Resolvers;
import io.mtasts.observe.dns.TlsaLookup;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.https.PolicyFetch;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.ConnectOverride;
import io.mtasts.observe.net.ConnectionLimiter;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.Dialer;
import io.mtasts.observe.net.ReachabilityCache;
import io.mtasts.observe.net.TaskScope;
import io.mtasts.observe.net.Vantage;
import io.mtasts.observe.smtp.MachineName;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxProbe;
import io.mtasts.observe.smtp.OwnName;
import io.mtasts.observe.tls.CertificateJudge;
import io.mtasts.observe.tls.TlsClient;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Type;

/** Looks at domains over the network: DNS, HTTPS and SMTP. One for the whole process, used by many threads at once. */
public final class NetworkObserver implements DomainObserver {
    /** Of a policy host or a mail server. */
    private static final int MOST_ADDRESSES = 8;

    private static final int HTTPS = 443;

    /** What the operator, or the user of the command line, asks for himself. */
    private static final String OURS = "";

    private final ObserverSettings settings;
    private final Clock clock;
    private final Deadlines deadlines = new Deadlines();
    private final TaskScope strands = new TaskScope();
    private final ReachabilityCache smtpMemory;
    private final ReachabilityCache httpsMemory;
    private final DnsExchange exchange;
    private final Resolvers resolvers;
    private final Authorities authorities;
    private final HostTrails trails;
    private final ConnectOverride route;
    private final PolicyFetch policyFetch;
    private final MxProbe mxProbe;
    private final MailServers mailServers;
    private final ControlHosts controls;

    /** Opens nothing yet; the certificates that it meets are judged by {@code clock}. */
    public NetworkObserver(ObserverSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        var times = settings.timeouts();
        var judge = new CertificateJudge(settings.trust(), clock);
        this.exchange = new DnsExchange(times.dns(), settings.limits().questions(), judge, deadlines);
        var turns = new ConnectionLimiter(settings.limits());
        var toPolicies = new Dialer(settings.addressRules(), turns, times.step(), settings.policyProxy(), deadlines);
        var toMail = new Dialer(settings.addressRules(), turns, times.step(), settings.smtpProxy(), deadlines);
        var tls = new TlsClient(judge, deadlines, times.step());
        this.smtpMemory = new ReachabilityCache(clock, settings.mxCache());
        this.httpsMemory = new ReachabilityCache(clock, Duration.ZERO);
        this.resolvers = new Resolvers(settings.resolvers(), settings.trustAD(), times.dns(), exchange);
        this.authorities =
                new Authorities(settings.addressRules(), settings.ports().dns(), times.dns(), exchange, strands);
        this.trails = new HostTrails(authorities, strands);
        this.route = new ConnectOverride(
                settings.connectTo(), host -> questions(OURS).addresses(host).records());
        this.policyFetch = new PolicyFetch(toPolicies, tls, deadlines, times.policy(), httpsMemory);
        var ownName = new OwnName(
                settings.ehloName(), MachineName::find, name -> questions(OURS).addresses(name), clock);
        this.mxProbe = new MxProbe(toMail, tls, deadlines, times, ownName, smtpMemory);
        var sights = new MxCache(settings.mxCache(), Ticker.systemTicker(), this::lookAt, strands);
        this.mailServers = new MailServers(authorities, sights, strands);
        this.controls = new ControlHosts(settings, toPolicies, toMail, deadlines, route);
    }

    @Override
    public PublicView observe(String domain, Look look) {
        return strands.start(() -> gather(domain, look)).value();
    }

    private PublicView gather(String domain, Look look) {
        var observedAt = clock.instant();
        var questions = questions(look.party().isEmpty() ? domain : look.party());
        var record = strands.start(() -> record("_mta-sts." + domain, questions));
        var tlsReporting = strands.start(() -> tlsReporting("_smtp._tls." + domain, questions));
        var policyHost = strands.start(() -> policyHost("mta-sts." + domain, look, questions));
        var servers = mailServers.view(domain, look, questions);
        return new PublicView(
                domain,
                observedAt,
                record.value(),
                tlsReporting.value(),
                policyHost.value(),
                servers,
                vantage(policyHost.value(), servers),
                dnssec(domain, questions));
    }

    /** Of questions that have been asked by now. */
    private static Dnssec dnssec(String domain, Questions questions) {
        return new Dnssec(
                questions.authenticated("_mta-sts." + domain, Type.TXT),
                questions.authenticated("mta-sts." + domain, Type.A, Type.AAAA),
                questions.authenticated(domain, Type.MX),
                questions.authenticated("_smtp._tls." + domain, Type.TXT));
    }

    private TxtView record(String name, Questions questions) {
        var everywhere = strands.start(() -> authorities.txt(name, questions));
        return new TxtView(name, questions.txt(name), everywhere.value());
    }

    /** A look at the name before it was there may be why the resolvers say that it is not. */
    private TxtView tlsReporting(String name, Questions questions) {
        var answer = questions.txt(name);
        return new TxtView(name, answer, answer.isAbsent() ? authorities.txt(name, questions) : List.of());
    }

    private PolicyHostView policyHost(String host, Look look, Questions questions) {
        var caa = strands.start(() -> CaaClimb.of(host, questions));
        var answer = questions.addresses(host);
        var addresses =
                answer.isAbsent() ? authorities.addresses(host, questions).orElse(answer) : answer;
        var trail = strands.start(() -> look.hostTrail() ? trails.of(host, addresses, questions) : HostTrail.NONE);
        var hops = route.hops(host, addresses.records(), settings.ports().https(), MOST_ADDRESSES);
        var attempts = strands.each(hops, hop -> policyFetch.from(questions.party(), hop, host));
        return new PolicyHostView(host, addresses, trail.value(), attempts, caa.value());
    }

    /** One look at a mail server, for whoever asks while it is kept. */
    private MxSight lookAt(String party, String host) {
        var questions = questions(party);
        var addresses = questions.addresses(host);
        var tlsa = strands.start(() -> TlsaLookup.of(host, addresses, questions));
        var hops = route.hops(host, addresses.records(), settings.ports().smtp(), MOST_ADDRESSES);
        return MxSight.of(addresses, strands.each(hops, hop -> mxProbe.at(party, hop, host)), tlsa.value());
    }

    /** The control hosts are only asked when somebody was not reached. */
    private Vantage vantage(PolicyHostView policyHost, MailServersView servers) {
        boolean noPolicyHost = policyHost.attempts().stream()
                .anyMatch(attempt -> attempt.outcome() instanceof PolicyOutcome.Unreachable);
        boolean noMailServer = servers.hosts().stream()
                .flatMap(host -> host.attempts().stream())
                .anyMatch(attempt -> attempt.outcome() instanceof MxOutcome.NoConversation);
        return new Vantage(
                noMailServer ? controls.smtp(smtpMemory) : smtpMemory.reach(),
                noPolicyHost ? controls.https(httpsMemory) : httpsMemory.reach(),
                settings.smtpControl().isPresent());
    }

    /** The addresses of a name, as the resolvers give them. Blocks for a bounded time, throws for nothing that the network does. */
    public Answer<InetAddress> addresses(String name) {
        return questions(OURS).addresses(name);
    }

    /**
     * A short text at an HTTPS URL, from the first of its addresses that gives it. Blocks for a bounded time, throws for nothing that the
     * network does.
     *
     * @param party on whose behalf
     */
    public Optional<String> text(String party, URI url) {
        var addresses = questions(party).addresses(url.getHost()).records();
        var target = (url.getRawPath().isEmpty() ? "/" : url.getRawPath())
                + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        return route.hops(url.getHost(), addresses, port, 2).stream()
                .flatMap(hop -> policyFetch.text(party, hop, url.getHost(), target).stream())
                .findFirst();
    }

    private Questions questions(String party) {
        return new Questions(party, resolvers, strands);
    }

    /** Ends every look that is under way; it returns soon, with a view that says so. */
    @Override
    public void close() {
        strands.close();
        exchange.close();
        deadlines.close();
    }
}
