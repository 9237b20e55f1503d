package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.Observation.Evidence;
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

/**
 * What senders can reach of the domain of a {@link Walk}: two replicas that serve, another policy host that served before, two name
 * servers, and the mail servers.
 */
final class Outside {
    static final int REPLICAS = 2;
    static final int NAME_SERVERS = 2;

    /** What a probe finds of mail servers is kept for so long. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Duration mxKept;
    private final Duration hostKept;
    private final @Nullable String elsewhere;
    private boolean leadsHere;
    private boolean down;
    private Instant ledElsewhereUntil = Instant.MIN;

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

    /**
     * @param mxKept for so long a resolver may go on naming a mail server
     * @param hostKept for so long it may go on leading to where the policy host led
     * @param elsewhere the policy that was there before; null where there was none
     */
    Outside(String mailServer, Duration mxKept, Duration hostKept, @Nullable String elsewhere) {
        mx.add(mailServer);
        this.mxKept = mxKept;
        this.hostKept = hostKept;
        this.elsewhere = elsewhere;
        this.leadsHere = elsewhere == null;
    }

    Duration mxKept() {
        return mxKept;
    }

    Duration hostKept() {
        return hostKept;
    }

    boolean leadsHere() {
        return leadsHere;
    }

    /** Is there another policy host to lead to? */
    boolean hasElsewhere() {
        return elsewhere != null;
    }

    void leadHere(boolean here, Instant now) {
        leadsHere = here;
        ledElsewhereUntil = here ? now : Instant.MAX;
    }

    /** Has the policy host led here, and nowhere else, since then? */
    boolean ledHereSince(Instant then) {
        return leadsHere && ledElsewhereUntil.isBefore(then);
    }

    boolean isDown() {
        return down;
    }

    void goDown() {
        down = true;
    }

    /** New pods have what is to be served now. */
    void comeUp(@Nullable String body) {
        down = false;
        serve(body);
    }

    /** What a sender gets that goes there. */
    @Nullable
    String fetched(boolean here, int replica) {
        return !here ? elsewhere : down ? null : bodies[replica];
    }

    /** What a probe meets: in public, and asking each replica. */
    List<String> met() {
        return Stream.concat(leadsHere ? Stream.empty() : Stream.ofNullable(elsewhere), bodies().stream())
                .distinct()
                .toList();
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

    /** One that no probe ever found cannot be known to have left. */
    void removeMailServer(String host, Instant now) {
        mx.remove(host);
        if (mxSeen.remove(host)) {
            mxGone.put(host, now);
        }
    }

    /** What DNS says to a probe; nothing while it does not answer. */
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
    String id(int server) {
        return ids[server];
    }

    private List<String> bodies() {
        return down
                ? List.of()
                : Stream.of(bodies).filter(Objects::nonNull).distinct().toList();
    }

    /** What there is, whether it can be fetched just now or not. */
    List<String> held() {
        return Stream.concat(Stream.ofNullable(leadsHere ? null : elsewhere), Stream.of(bodies))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    boolean everyReplicaHas(ServedPolicy policy) {
        return !down && Stream.of(bodies).allMatch(body -> Objects.equals(body, policy.body()));
    }

    boolean noReplicaHasOther(ServedPolicy policy) {
        return down || Stream.of(bodies).allMatch(body -> Objects.equals(body, policy.body()));
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
            if (since.plus(mxKept).isAfter(now)) {
                known.add(host);
            }
        });
        return known.stream().skip(random.nextInt(known.size())).findFirst().orElseThrow();
    }

    /** Is that the only mail server that anybody knows now? */
    boolean onlyEver(String host, Instant now) {
        return mx.equals(Set.of(host))
                && mxGone.values().stream()
                        .noneMatch(since -> since.plus(mxKept).isAfter(now));
    }

    /** Nobody can know any more which mail servers had just left: senders no longer know either. */
    void forgetThoseThatLeft() {
        mxGone.clear();
        mxSeen.clear();
    }

    /** What a probe finds; unless it is a fresh one, of the mail servers what was found within the hour. */
    Evidence lookAt(ServedPolicy policy, Instant now, boolean fresh) {
        if (fresh || !remembered.plus(REMEMBERED).isAfter(now)) {
            tlsRemembered = tlsGood;
            remembered = now;
        }
        truth = evidence(policy, tlsGood);
        return evidence(policy, tlsRemembered);
    }

    /** What the latest probe would have found had it been a fresh one. */
    Evidence truth() {
        return truth;
    }

    private Evidence evidence(ServedPolicy policy, boolean tls) {
        boolean good = leadsHere
                && everyReplicaHas(policy)
                && policy.seenSince() != null
                && ids().equals(Set.of(Objects.requireNonNull(policy.id())))
                && tls
                && mx.stream().allMatch(host -> Ledger.covers(policy.mx(), host));
        return good && mxAnswers ? Evidence.GOOD : good ? Evidence.UNKNOWN : Evidence.BAD;
    }
}
