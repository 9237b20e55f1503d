package io.mtasts.observe.smtp;

import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.ConnectOverride;
import io.mtasts.observe.net.Deadlines;
import io.mtasts.observe.net.Dialer;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.ReachabilityCache;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.tls.InTheClear;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.observe.tls.TlsClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Asks one address of a mail server for STARTTLS, as a sender does before it hands over mail (RFC 8461 section 4.2). */
public final class MxProbe {
    /** An interrupt closes the connection: what then comes of it says nothing of the host. */
    private static final MxOutcome STOPPED =
            new MxOutcome.NoConversation(NoContact.NOT_TRIED, "stopped before it had answered");

    /** Who takes longer than this, for spam's sake most often, is asked no second time: nothing is claimed of what is not seen. */
    private static final Duration UNHURRIED = Duration.ofSeconds(10);

    private final Dialer dialer;
    private final TlsClient tls;
    private final Deadlines deadlines;
    private final Timeouts timeouts;
    private final OwnName ownName;
    private final ReachabilityCache memory;
    private final FurtherLooks furtherLooks;

    public MxProbe(
            Dialer dialer,
            TlsClient tls,
            Deadlines deadlines,
            Timeouts timeouts,
            OwnName ownName,
            ReachabilityCache memory) {
        this.dialer = dialer;
        this.tls = tls;
        this.deadlines = deadlines;
        this.timeouts = timeouts;
        this.ownName = ownName;
        this.memory = memory;
        this.furtherLooks = new FurtherLooks(tls, timeouts.smtp());
    }

    public Attempt<MxOutcome> at(String party, ConnectOverride.Hop hop, String host) {
        var outcome = outcome(party, hop, host);
        boolean stopped = Thread.currentThread().isInterrupted() && !(outcome instanceof MxOutcome.Accepted);
        return new Attempt<>(hop.address(), hop.via(), stopped ? STOPPED : outcome);
    }

    private MxOutcome outcome(String party, ConnectOverride.Hop hop, String host) {
        var seen = new AtomicReference<TlsClient.Handshake>();
        long begun = System.nanoTime();
        var outcome = converse(party, hop, host, connection -> {
            var handshake = tls.handshake(connection, host);
            seen.set(handshake);
            return handshake;
        });
        if (outcome instanceof MxOutcome.StartTLSFailed
                && seen.get() instanceof TlsClient.Handshake.Failed failed
                && failed.maybeJavaAlone()) {
            return inTheClear(party, hop, host).orElse(outcome);
        }
        if (seen.get() == null
                || System.nanoTime() - begun > UNHURRIED.toNanos()
                || Thread.currentThread().isInterrupted()) {
            return outcome;
        }
        var first = Objects.requireNonNull(seen.get());
        var agreed =
                outcome instanceof MxOutcome.Accepted accepted && first instanceof TlsClient.Handshake.Secured secured
                        ? accepted.butNotBy(refused(party, hop, host, secured.withoutThat()))
                        : outcome;
        return furtherLooks.after(agreed, first, host, secure -> converse(party, hop, host, secure));
    }

    /**
     * Which of these libraries a server refuses all that they offer, each asked on a connection of its own, and again where that was closed
     * without a word. Where one does not come to an end nothing is claimed, and no further one is opened; nor when they have taken as
     * long as a conversation may.
     */
    private List<SendingStack> refused(String party, ConnectOverride.Hop hop, String host, List<SendingStack> stacks) {
        var refused = new ArrayList<SendingStack>();
        long begun = System.nanoTime();
        for (var stack : stacks) {
            var answer = offers(party, hop, host, stack);
            if (answer == TlsClient.Offered.CLOSED) {
                answer = offers(party, hop, host, stack);
            }
            if (answer == TlsClient.Offered.UNCLEAR
                    || System.nanoTime() - begun > timeouts.smtp().toNanos()) {
                break;
            }
            if (answer != TlsClient.Offered.TAKEN) {
                refused.add(stack);
            }
        }
        return refused;
    }

    private TlsClient.Offered offers(String party, ConnectOverride.Hop hop, String host, SendingStack stack) {
        var answer = new AtomicReference<>(TlsClient.Offered.UNCLEAR);
        converse(party, hop, host, connection -> {
            answer.set(tls.offers(connection, host, stack));
            return FurtherLooks.ONLY_ASKED;
        });
        return Objects.requireNonNull(answer.get());
    }

    /** Another look at a server that ended the handshake: may senders come to terms with it where Java does not? */
    private Optional<MxOutcome> inTheClear(String party, ConnectOverride.Hop hop, String host) {
        var shown = new AtomicReference<Optional<InTheClear>>(Optional.empty());
        converse(party, hop, host, connection -> {
            shown.set(tls.inTheClear(connection, host));
            return FurtherLooks.ONLY_ASKED;
        });
        return Objects.requireNonNull(shown.get())
                .map(seen -> seen.problem()
                        .<MxOutcome>map(problem -> new MxOutcome.CertificateRejected(
                                problem, seen.detail(), Optional.of(seen.certificate())))
                        .orElseGet(() -> new MxOutcome.Accepted("TLSv1.2", seen.certificate(), seen.peculiarities())));
    }

    private MxOutcome converse(String party, ConnectOverride.Hop hop, String host, MxConversation.Secure secure) {
        return switch (dialer.dial(party, hop, timeouts.smtp())) {
            case Dialer.Dialled.Refused(var why) -> new MxOutcome.NotContacted(why);
            case Dialer.Dialled.Failed(var kind, var detail) -> {
                memory.failed(host, kind);
                yield new MxOutcome.NoConversation(kind, detail);
            }
            case Dialer.Dialled.Connected(var line) -> {
                try (line;
                        var whole = deadlines.after(timeouts.smtp(), line.socket())) {
                    yield new MxConversation(line, secure, deadlines, timeouts, whole, memory).hold(ownName);
                }
            }
        };
    }
}
