package io.mtasts.observe.https;

import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.ConnectOverride;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.Dialer;
import io.mtasts.observe.net.FailureDetail;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.ReachabilityCache;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.TlsClient;
import io.mtasts.policy.DurationText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.HttpException;

/** Fetches the policy from one address of a policy host (RFC 8461 section 3.3). */
public final class PolicyFetch {
    /** An interrupt closes the connection: what then comes of it says nothing of the host. */
    private static final PolicyOutcome STOPPED =
            new PolicyOutcome.Unreachable(NoContact.NOT_TRIED, "stopped before it had answered");

    private static final int OK = 200;

    private final Dialer dialer;
    private final TlsClient tls;
    private final Deadlines deadlines;
    private final Duration timeout;
    private final ReachabilityCache memory;

    public PolicyFetch(Dialer dialer, TlsClient tls, Deadlines deadlines, Duration timeout, ReachabilityCache memory) {
        this.dialer = dialer;
        this.tls = tls;
        this.deadlines = deadlines;
        this.timeout = timeout;
        this.memory = memory;
    }

    /** Fetches; a host behind an alias is still asked by its own name, in SNI, certificate and request (section 8.2). */
    public Attempt<PolicyOutcome> from(String party, ConnectOverride.Hop hop, String host) {
        var outcome = outcome(party, hop, host, HttpGet.POLICY);
        boolean stopped = Thread.currentThread().isInterrupted() && !(outcome instanceof PolicyOutcome.Answered);
        return new Attempt<>(hop.address(), hop.via(), stopped ? STOPPED : outcome);
    }

    /**
     * Any other short text, within the same bounds and as strictly.
     *
     * @param target path and query
     * @return empty where the answer is not status 200, or not whole
     */
    public Optional<String> text(String party, ConnectOverride.Hop hop, String host, String target) {
        return outcome(party, hop, host, target) instanceof PolicyOutcome.Answered answered
                        && answered.status() == OK
                        && !answered.cut()
                ? Optional.of(answered.body())
                : Optional.empty();
    }

    private PolicyOutcome outcome(String party, ConnectOverride.Hop hop, String host, String target) {
        return switch (dialer.dial(party, hop, timeout)) {
            case Dialer.Dialled.Refused(var why) -> new PolicyOutcome.NotContacted(why);
            case Dialer.Dialled.Failed(var kind, var detail) -> new PolicyOutcome.Unreachable(kind, detail);
            case Dialer.Dialled.Connected(var line) -> {
                try (line;
                        var deadline = deadlines.after(timeout, line.socket())) {
                    memory.reached();
                    yield secure(line, deadline, host, target);
                }
            }
        };
    }

    private PolicyOutcome secure(Dialer.Line line, Deadlines.Deadline deadline, String host, String target) {
        return switch (tls.handshake(line.socket(), host)) {
            case TlsClient.Handshake.Secured(
                    var socket,
                    var protocol,
                    var certificate,
                    var peculiarities,
                    var withoutThat,
                    var chain) -> get(socket, deadline, host, target, protocol, certificate.withoutChain());
            case TlsClient.Handshake.Rejected(var problem, var detail, var certificate, var protocol, var chain) ->
                new PolicyOutcome.CertificateRejected(problem, detail, certificate.map(CertificateView::withoutChain));
            case TlsClient.Handshake.TooOld(var detail) -> new PolicyOutcome.TLSFailed(detail);
            case TlsClient.Handshake.Failed(var detail, var maybeJavaAlone) -> new PolicyOutcome.TLSFailed(detail);
            case TlsClient.Handshake.TimedOut(var detail) -> new PolicyOutcome.TimedOut(detail);
        };
    }

    private PolicyOutcome get(
            SSLSocket socket,
            Deadlines.Deadline deadline,
            String host,
            String target,
            String protocol,
            CertificateView certificate) {
        var get = new HttpGet();
        try {
            var reply = get.get(socket, host, target);
            return new PolicyOutcome.Answered(
                    reply.status(), reply.fields(), reply.body(), reply.cut(), protocol, certificate);
        } catch (HttpGet.Http2Exception e) {
            return new PolicyOutcome.HTTP2Only();
        } catch (IOException | HttpException e) {
            return deadline.passed()
                    ? new PolicyOutcome.TimedOut(get.progress() + " within " + DurationText.of(timeout))
                    : new PolicyOutcome.Broken(FailureDetail.of(e));
        }
    }
}
