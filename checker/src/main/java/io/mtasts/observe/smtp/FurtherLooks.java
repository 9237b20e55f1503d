package io.mtasts.observe.smtp;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.mtasts.observe.tls.KeyKind;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.observe.tls.TlsClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Looks at a mail server again for what one handshake does not show: whether it has a certificate of another kind of key, which some
 * senders are shown in place of this one, and whether it takes a hello of more than one packet. Once for each host and certificate, at one
 * of its addresses; that there is nothing more to see is remembered for a day.
 */
final class FurtherLooks {
    private static final Duration NOTHING_MORE = Duration.ofDays(1);
    private static final Duration SHARED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 20_000;

    /** What a handshake comes to that is not made. */
    static final TlsClient.Handshake ONLY_ASKED =
            new TlsClient.Handshake.Failed("it was only asked what it would agree on", false);

    private final TlsClient tls;
    private final Duration patience;
    private final AsyncCache<Asked, Seen> remembered = Caffeine.newBuilder()
            .expireAfter(Expiry.<Asked, Seen>creating((_, seen) -> seen.isNothing() ? NOTHING_MORE : SHARED))
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .buildAsync();

    /** @param patience after which no further connection is opened */
    FurtherLooks(TlsClient tls, Duration patience) {
        this.tls = tls;
        this.patience = patience;
    }

    /** Opens a connection of its own to the server, and talks to it up to the handshake, and behind it. */
    interface Conversation {
        void with(MxConversation.Secure secure);
    }

    private record Asked(String host, String certificate) {}

    /**
     * @param clear whether it came to an end
     * @param closesOnLargeHello whether it closed the connection on a large hello, twice, and not on a small one
     * @param meetSecond the libraries that are shown the second certificate
     */
    private record Seen(
            boolean clear,
            boolean closesOnLargeHello,
            Optional<ShownCertificate> second,
            List<SendingStack> meetSecond) {
        static final Seen UNCLEAR = new Seen(false, false, Optional.empty(), List.of());

        static Seen oneCertificate(boolean closesOnLargeHello) {
            return new Seen(true, closesOnLargeHello, Optional.empty(), List.of());
        }

        boolean isNothing() {
            return clear && !closesOnLargeHello && second.isEmpty();
        }
    }

    /** The outcome of a first handshake, with what else there is to be seen of the server. */
    MxOutcome after(MxOutcome outcome, TlsClient.Handshake handshake, String host, Conversation conversation) {
        boolean judged = outcome instanceof MxOutcome.Accepted || outcome instanceof MxOutcome.CertificateRejected;
        return ShownCertificate.of(handshake)
                .filter(_ -> judged)
                .map(first -> {
                    var seen = once(new Asked(host, first.fingerprint()), () -> new Look(host, conversation).at(first));
                    var whole = withSecond(outcome, first, seen);
                    return seen.closesOnLargeHello() && whole instanceof MxOutcome.Accepted accepted
                            ? accepted.butNoLargeHello()
                            : whole;
                })
                .orElse(outcome);
    }

    private static MxOutcome withSecond(MxOutcome outcome, ShownCertificate first, Seen seen) {
        if (seen.second().isEmpty()) {
            return outcome;
        }
        var second = seen.second().get();
        if (outcome instanceof MxOutcome.Accepted accepted) {
            return accepted.with(second.metBy(seen.meetSecond()));
        }
        if (second.problem().isPresent() || seen.meetSecond().isEmpty()) {
            return outcome; // nobody gets past it
        }
        return new MxOutcome.Accepted(second.protocol(), second.certificate(), second.peculiarities())
                .with(first.metBy(SendingStack.but(seen.meetSecond())));
    }

    /** Whoever asks while it is being looked at waits for that look, which is bounded. */
    private Seen once(Asked asked, Supplier<Seen> look) {
        var mine = new CompletableFuture<Seen>();
        var earlier = remembered.asMap().putIfAbsent(asked, mine);
        if (earlier == null) {
            try {
                mine.complete(look.get());
            } finally {
                mine.complete(Seen.UNCLEAR);
            }
        }
        try {
            return (earlier == null ? mine : earlier).get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Seen.UNCLEAR;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("looking at a mail server again failed", bug.getCause());
        }
    }

    /** One such look. */
    private final class Look {
        private final String host;
        private final Conversation conversation;
        private final long begun = System.nanoTime();

        Look(String host, Conversation conversation) {
            this.host = host;
            this.conversation = conversation;
        }

        Seen at(ShownCertificate first) {
            var other = first.kind().other();
            var answer = offers(other, true);
            if (answer != TlsClient.Offered.CLOSED) {
                return second(first, answer, false);
            }
            var small = offers(other, false);
            boolean closesOnLarge = (small == TlsClient.Offered.TAKEN || small == TlsClient.Offered.REFUSED)
                    && offers(other, true) == TlsClient.Offered.CLOSED;
            return second(first, small, closesOnLarge);
        }

        private Seen second(ShownCertificate first, TlsClient.Offered offered, boolean closesOnLarge) {
            return switch (offered) {
                case UNCLEAR -> Seen.UNCLEAR;
                case REFUSED, CLOSED -> Seen.oneCertificate(closesOnLarge);
                case TAKEN ->
                    shown(List.of(first.kind().other()))
                            .filter(second -> second.kind() != first.kind())
                            .map(second -> new Seen(true, closesOnLarge, Optional.of(second), meet(second, first)))
                            .orElseGet(() -> Seen.oneCertificate(closesOnLarge));
            };
        }

        /**
         * Java prefers ECDSA. Where a server shows something else all the same, it is its own order that counts; and before TLS 1.3 all
         * that know ECDSA prefer it.
         */
        private List<SendingStack> meet(ShownCertificate second, ShownCertificate first) {
            boolean matters =
                    second.kind() == KeyKind.RSA && second.protocol().equals("TLSv1.3") && !second.isJudgedAs(first);
            return matters
                            && shown(List.of(KeyKind.RSA, KeyKind.ECDSA))
                                    .filter(met -> met.kind() == KeyKind.RSA)
                                    .isPresent()
                    ? SendingStack.first(KeyKind.RSA)
                    : List.of();
        }

        private TlsClient.Offered offers(KeyKind kind, boolean large) {
            var answer = new AtomicReference<>(TlsClient.Offered.UNCLEAR);
            if (isInTime()) {
                conversation.with(connection -> {
                    answer.set(tls.offers(connection, host, kind, large));
                    return ONLY_ASKED;
                });
            }
            return Objects.requireNonNull(answer.get());
        }

        private Optional<ShownCertificate> shown(List<KeyKind> kinds) {
            var met = new AtomicReference<Optional<ShownCertificate>>(Optional.empty());
            if (isInTime()) {
                conversation.with(connection -> {
                    var handshake = tls.handshake(connection, host, kinds);
                    met.set(ShownCertificate.of(handshake));
                    return handshake;
                });
            }
            return Objects.requireNonNull(met.get());
        }

        private boolean isInTime() {
            return System.nanoTime() - begun < patience.toNanos();
        }
    }
}
