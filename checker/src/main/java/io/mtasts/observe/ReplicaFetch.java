package io.mtasts.observe;

import io.mtasts.observe.dns.DnsExchange;
import io.mtasts.observe.dns.Questions;
import io.mtasts.observe.dns.Resolvers;
import io.mtasts.observe.https.HttpGet;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.ConnectOverride;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.ConnectionLimiter;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.Dialer;
import io.mtasts.observe.net.FailureDetail;
import io.mtasts.observe.net.TaskScope;
import io.mtasts.observe.tls.CertificateJudge;
import io.mtasts.policy.DurationText;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;

/**
 * Asks one replica of a policy server, by its own address and in plain HTTP, for the policy of a domain. Such addresses come from the
 * Kubernetes API and not from a name that somebody chose, so {@link AddressRules} do not apply; {@link ConnectTo} does.
 */
public final class ReplicaFetch implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final AddressRules EVERYWHERE = new AddressRules(List.of(), List.of(), true);

    private final Deadlines deadlines = new Deadlines();
    private final DnsExchange exchange;
    private final ConnectOverride route;
    private final Dialer dialer;

    public ReplicaFetch(ObserverSettings settings) {
        var strands = new TaskScope();
        this.exchange = new DnsExchange(
                settings.timeouts().dns(),
                settings.limits().questions(),
                new CertificateJudge(settings.trust(), Clock.systemUTC()),
                deadlines);
        var resolvers = new Resolvers(
                settings.resolvers(), settings.trustAD(), settings.timeouts().dns(), exchange);
        this.route = new ConnectOverride(
                settings.connectTo(),
                host -> new Questions("", resolvers, strands).addresses(host).records());
        this.dialer =
                new Dialer(EVERYWHERE, new ConnectionLimiter(settings.limits()), TIMEOUT, Optional.empty(), deadlines);
    }

    /** Blocks for a bounded time, five seconds once it is its turn; does not throw for anything the network does. */
    public ReplicaOutcome fetch(String domain, InetAddress replica, int port) {
        return switch (dialer.dial(domain, route.hop(replica, port), TIMEOUT)) {
            case Dialer.Dialled.Refused(var why) -> new ReplicaOutcome.Failed(why);
            case Dialer.Dialled.Failed(var kind, var detail) -> new ReplicaOutcome.Failed(detail);
            case Dialer.Dialled.Connected(var line) -> {
                try (line;
                        var deadline = deadlines.after(TIMEOUT, line.socket())) {
                    yield get(line, deadline, "mta-sts." + domain);
                }
            }
        };
    }

    private static ReplicaOutcome get(Dialer.Line line, Deadlines.Deadline deadline, String host) {
        var get = new HttpGet();
        try {
            var reply = get.get(line.socket(), host);
            return new ReplicaOutcome.Answered(reply.status(), reply.body(), reply.cut());
        } catch (IOException | HttpException e) {
            return new ReplicaOutcome.Failed(
                    deadline.passed() ? get.progress() + " within " + DurationText.of(TIMEOUT) : FailureDetail.of(e));
        }
    }

    @Override
    public void close() {
        exchange.close();
        deadlines.close();
    }
}
