package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What senders can reach of the domain of a {@link Walk}: two replicas that serve, two name servers, and the mail servers. */
final class Outside {
    static final int REPLICAS = 2;
    static final int NAME_SERVERS = 2;

    /** For so long a resolver may go on naming a mail server. */
    static final Duration MX_KEPT = Duration.ofHours(1);

    private final @Nullable String[] bodies = new String[REPLICAS];
    private final @Nullable String[] ids = new String[NAME_SERVERS];
    private final Set<String> mx = new TreeSet<>();
    private final Set<String> mxSeen = new TreeSet<>();
    private final Map<String, Instant> mxGone = new HashMap<>();
    private boolean tlsGood = true;
    private boolean mxAnswers = true;
    private boolean tlsRemembered = true;
    private Instant remembered = Instant.MIN;
    private Evidence truth = Evidence.UNKNOWN;

    Outside(String mailServer) {
        mx.add(mailServer);
    }

    void serve(int replica, @Nullable String body) {
        bodies[replica] = body;
    }

    void serve(@Nullable String body) {
        Arrays.fill(bodies, body);
    }

    void name(int server, @Nullable String id) {
        ids[server] = id;
    }

    void name(@Nullable String id) {
        Arrays.fill(ids, id);
    }

    void addMailServer(String host) {
        mx.add(host);
        mxGone.remove(host);
    }

    /** One that no look ever found cannot be known to have left. */
    void removeMailServer(String host, Instant now) {
        mx.remove(host);
        if (mxSeen.remove(host)) {
            mxGone.put(host, now);
        }
    }

    /** What DNS says to a look; nothing while it does not answer. */
    Set<String> askedForMailServers() {
        if (mxAnswers) {
            mxSeen.addAll(mx);
        }
        return mxAnswers ? Set.copyOf(mx) : Set.of();
    }

    void certificatesAre(boolean good) {
        tlsGood = good;
    }

    boolean turnMxAnswers() {
        mxAnswers = !mxAnswers;
        return mxAnswers;
    }

    boolean mxAnswers() {
        return mxAnswers;
    }

    Set<String> mx() {
        return mx;
    }

    String anyMailServer(Random random) {
        return mx.stream().skip(random.nextInt(mx.size())).findFirst().orElseThrow();
    }

    @Nullable
    String body(int replica) {
        return bodies[replica];
    }

    @Nullable
    String id(int server) {
        return ids[server];
    }

    List<String> bodies() {
        return Stream.of(bodies).filter(Objects::nonNull).distinct().toList();
    }

    boolean everyReplicaHas(ServedPolicy policy) {
        return Stream.of(bodies).allMatch(body -> Objects.equals(body, policy.body()));
    }

    Set<String> ids() {
        var all = new TreeSet<String>();
        Stream.of(ids).flatMap(id -> Optional.ofNullable(id).stream()).forEach(all::add);
        return all;
    }

    /** A sender goes by what its resolver keeps, and that may be a mail server which DNS no longer names. */
    String anyMailServer(Random random, Instant now) {
        var known = new TreeSet<>(mx);
        mxGone.forEach((host, since) -> {
            if (since.plus(MX_KEPT).isAfter(now)) {
                known.add(host);
            }
        });
        return known.stream().skip(random.nextInt(known.size())).findFirst().orElseThrow();
    }

    /** Nobody can know any more which mail servers had just left: senders no longer know either. */
    void forgetThoseThatLeft() {
        mxGone.clear();
        mxSeen.clear();
    }

    /** What a look finds; unless it is a fresh one, of the mail servers what was found within the hour. */
    Evidence lookAt(ServedPolicy policy, Instant now, boolean fresh) {
        if (fresh || !remembered.plus(MX_KEPT).isAfter(now)) {
            tlsRemembered = tlsGood;
            remembered = now;
        }
        truth = evidence(policy, tlsGood);
        return evidence(policy, tlsRemembered);
    }

    /** What the latest look would have found had it been a fresh one. */
    Evidence truth() {
        return truth;
    }

    private Evidence evidence(ServedPolicy policy, boolean tls) {
        boolean good = everyReplicaHas(policy)
                && policy.seenSince() != null
                && ids().equals(Set.of(Objects.requireNonNull(policy.id())))
                && tls
                && mx.stream().allMatch(host -> Ledger.covers(policy.mx(), host));
        return good && mxAnswers ? Evidence.GOOD : good ? Evidence.UNKNOWN : Evidence.BAD;
    }
}
