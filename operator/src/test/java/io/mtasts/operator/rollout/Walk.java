package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.lookout.Propagation;
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One domain in a world that moves at random: a person who edits the spec and keeps to what the status says, replicas and name servers that
 * lag, an operator that restarts, and senders that cache. The real decision is taken at every turn; what must always hold is checked there.
 */
final class Walk {
    private static final List<String> HOSTS = List.of("a.example", "b.example", "c.example");
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration PROPAGATION = Duration.ofMinutes(2);
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration MX_REMEMBERED = Duration.ofHours(1);

    private final boolean tells;
    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final List<Sender> senders = List.of(new Sender(false), new Sender(true), new Sender(false));
    private final Map<Sender, CachedId> resolvers = new HashMap<>();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private MailDomainPolicySpec spec;
    private Wishes wishes = Wishes.NONE;

    private Optional<ServedPolicy> served = Optional.empty();
    private List<LedgerEntry> ledger = List.of();
    private Optional<Soak> soak = Optional.empty();
    private Optional<PublishedRecord> record = Optional.empty();
    private List<PatternSafety> patterns = List.of();

    private @Nullable String lookedAt;
    private Optional<Seen> seen = Optional.empty();
    private Optional<Instant> watchedSince = Optional.empty();
    private Optional<Propagation> progress = Optional.empty();

    private final String[] replicas = new String[2];
    private final String[] nameServers = new String[2];
    private final Set<String> mx = new TreeSet<>();
    private final Map<String, Instant> mxGone = new HashMap<>();
    private boolean tlsGood = true;
    private boolean mxAnswers = true;

    private record CachedId(@Nullable String id, Instant until) {}

    /** One that tells takes its time. */
    Walk(long seed, boolean tells) {
        this.tells = tells;
        random = new Random(seed);
        mx.add(HOSTS.getFirst());
        spec = spec(PolicyMode.ENFORCE, List.of(HOSTS.getFirst()), RolloutStrategy.GATED, 604_800);
        turn();
    }

    /** Takes so many steps at random; what must hold is held to after each. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> pass();
            case 4, 5, 6, 7, 8 -> look();
            case 9, 10 -> sync();
            case 11, 12, 13 -> publish();
            case 14, 15, 16 -> deliver();
            case 17 -> edit();
            case 18 -> addMailServer();
            case 19 -> removeMailServer();
            case 20 -> annotate();
            case 21 -> restart();
            case 22 -> tlsGood = random.nextInt(3) != 0;
            default -> mishap();
        }
    }

    private void pass() {
        var times = List.of(Duration.ofMinutes(1), Duration.ofMinutes(9), Duration.ofHours(1), Duration.ofDays(1));
        var time = times.get(random.nextInt(times.size()));
        now = now.plus(time);
        tell("%s pass", time);
    }

    /** The latest look and what follows from it. */
    private void look() {
        now = now.plusSeconds(60);
        var policy = served.orElseThrow();
        boolean everywhere = everyReplicaHas(policy);
        boolean other = !everywhere && Stream.of(replicas).anyMatch(Objects::nonNull);
        progress = Optional.of(progressed(policy, everywhere, other));
        watchedSince = Optional.of(seen.filter(
                        last -> Duration.between(last.at(), now).compareTo(INTERVAL.multipliedBy(2)) <= 0)
                .flatMap(last -> watchedSince)
                .orElse(now));
        lookedAt = policy.id();
        var named = new TreeSet<>(mx);
        mxGone.forEach((host, since) -> {
            if (since.plus(MX_REMEMBERED).isAfter(now)) {
                named.add(host);
            }
        });
        var evidence = evidence(policy, everywhere);
        seen = Optional.of(new Seen(
                now,
                watchedSince.get(),
                ids(),
                true,
                MX_REMEMBERED,
                named,
                mxAnswers,
                evidence,
                evidence == Evidence.GOOD ? "" : "something"));
        tell("a look: everywhere=%s ids=%s mx=%s %s", everywhere, ids(), named, evidence);
        turn();
    }

    private Propagation progressed(ServedPolicy policy, boolean everywhere, boolean other) {
        var id = Objects.requireNonNull(policy.id());
        var before = progress.filter(earlier -> earlier.id().equals(id) && earlier.looks() > 0);
        if (!everywhere) {
            return new Propagation(id, 0, now, now, other, Duration.ZERO);
        }
        return before.map(
                        earlier -> new Propagation(id, earlier.looks() + 1, earlier.first(), now, false, Duration.ZERO))
                .orElseGet(() -> new Propagation(id, 1, now, now, false, Duration.ZERO));
    }

    private Evidence evidence(ServedPolicy policy, boolean everywhere) {
        boolean good = everywhere
                && policy.seenSince() != null
                && ids().equals(Set.of(Objects.requireNonNull(policy.id())))
                && tlsGood
                && mx.stream().allMatch(host -> Ledger.covers(policy.mx(), host));
        return good && mxAnswers ? Evidence.GOOD : good ? Evidence.UNKNOWN : Evidence.BAD;
    }

    private boolean everyReplicaHas(ServedPolicy policy) {
        return Stream.of(replicas).allMatch(body -> Objects.equals(body, policy.body()));
    }

    private Set<String> ids() {
        var ids = new TreeSet<String>();
        for (var id : nameServers) {
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Decides and writes the status, as the reconciler does, and holds the decision to what must always be so. */
    private void turn() {
        var before = Rollout.seen(served, progress, PROPAGATION);
        var look = seen.filter(one ->
                before.filter(policy -> Objects.equals(policy.id(), lookedAt)).isPresent());
        var facts = new Facts(spec, wishes, true, before, ledger, soak, look, now);
        var decision = Rollout.decide(facts);
        check(facts, decision);
        served = decision.serve();
        ledger = decision.ledger();
        soak = decision.soak();
        record = standing();
        patterns = PatternSafe.of(spec.mx(), served.orElseThrow(), record, ledger);
        tell("serves %s: %s", served.orElseThrow(), decision.standing());
    }

    private Optional<PublishedRecord> standing() {
        var id = served.orElseThrow().id();
        return seen.filter(look -> look.ids().equals(Set.of(Objects.requireNonNull(id))))
                .map(look -> new PublishedRecord(
                        id,
                        record.filter(before -> before.id().equals(id))
                                .map(PublishedRecord::since)
                                .orElse(look.at()),
                        (int) TTL.toSeconds()));
    }

    private void check(Facts facts, Decision decision) {
        var next = decision.serve().orElseThrow();
        boolean promoted = next.mode() == PolicyMode.ENFORCE
                && facts.served()
                        .filter(policy -> policy.mode() == PolicyMode.TESTING)
                        .isPresent();
        if (promoted
                && spec.rollout().strategy() == RolloutStrategy.GATED
                && wishes.promote().isEmpty()) {
            assertThat(facts.seen().map(Seen::evidence)).as(this::told).contains(Evidence.GOOD);
        }
        assertThat(decision.ledger())
                .as(this::told)
                .anyMatch(entry -> entry.id().equals(next.id()));
        assertThat(next.id()).as(this::told).hasSize(32);
        if (next.seenSince() != null && next.equals(facts.served().orElse(null))) {
            assertThat(everyReplicaHas(next)).as(this::told).isTrue();
        }
        var again = new Facts(
                facts.spec(),
                facts.wishes(),
                true,
                decision.serve(),
                decision.ledger(),
                decision.soak(),
                decision.serve().equals(facts.served()) ? facts.seen() : Optional.empty(),
                facts.now());
        var second = Rollout.decide(again);
        assertThat(second.serve()).as(this::told).isEqualTo(decision.serve());
        assertThat(second.ledger()).as(this::told).isEqualTo(decision.ledger());
        assertThat(second.soak()).as(this::told).isEqualTo(decision.soak());
    }

    private void sync() {
        replicas[random.nextInt(2)] = served.orElseThrow().body();
        tell("a replica has what is served");
    }

    private void publish() {
        var policy = served.orElseThrow();
        if (policy.seenSince() == null) {
            return;
        }
        int server = random.nextInt(3);
        for (int i = 0; i < 2; i++) {
            if (server == 2 || server == i) {
                nameServers[i] = policy.id();
            }
        }
        tell("published %s at %s", policy.id(), server == 2 ? "both" : server);
    }

    private void deliver() {
        if (mx.isEmpty()) {
            return;
        }
        var sender = senders.get(random.nextInt(senders.size()));
        var host = mx.stream().skip(random.nextInt(mx.size())).findFirst().orElseThrow();
        var cached = resolvers.get(sender);
        if (cached == null || !now.isBefore(cached.until())) {
            cached = new CachedId(nameServers[random.nextInt(2)], now.plus(TTL));
            resolvers.put(sender, cached);
        }
        var body = random.nextInt(8) == 0 ? null : replicas[random.nextInt(2)];
        boolean refuses = sender.refuses(host, cached.id(), body, now);
        tell("%s delivers to %s", sender, host);
        assertThat(refuses).as(this::told).isFalse();
    }

    /** A person asks for something else; immediately, and in any way that the schema allows. */
    private void edit() {
        now = now.plusSeconds(60);
        var modes = List.of(
                PolicyMode.ENFORCE, PolicyMode.ENFORCE, PolicyMode.ENFORCE, PolicyMode.TESTING, PolicyMode.NONE);
        var hosts = HOSTS.stream().filter(host -> random.nextInt(3) != 0).collect(Collectors.toList());
        var maxAges = List.of(3_600, 86_400, 604_800);
        spec = spec(
                modes.get(random.nextInt(modes.size())),
                hosts.isEmpty() ? HOSTS : hosts,
                random.nextInt(3) == 0 ? RolloutStrategy.IMMEDIATE : RolloutStrategy.GATED,
                maxAges.get(random.nextInt(maxAges.size())));
        tell(
                "the spec asks for %s %s %s",
                spec.mode(), spec.mx(), spec.rollout().strategy());
        turn();
    }

    private static MailDomainPolicySpec spec(PolicyMode mode, List<String> mx, RolloutStrategy strategy, int maxAge) {
        var rollout = new io.mtasts.api.v1alpha1.Rollout(strategy, new TimeSpan("2h"));
        return new MailDomainPolicySpec("example", null, mode, mx, maxAge, rollout, null, null, null, null, null, null);
    }

    /** Only what the status says is safe. */
    private void addMailServer() {
        now = now.plusSeconds(60);
        patterns.stream()
                .filter(pattern -> pattern.surelySafeFrom() != null
                        && !pattern.surelySafeFrom().isAfter(now))
                .filter(pattern -> Ledger.covers(served.orElseThrow().mx(), pattern.pattern()))
                .map(PatternSafety::pattern)
                .filter(host -> !mx.contains(host))
                .findFirst()
                .ifPresent(host -> {
                    mx.add(host);
                    mxGone.remove(host);
                    tell("DNS names %s", host);
                });
        now = now.plusSeconds(60);
    }

    private void removeMailServer() {
        if (mx.size() > 1) {
            var host = mx.stream().skip(random.nextInt(mx.size())).findFirst().orElseThrow();
            mx.remove(host);
            mxGone.put(host, now);
            tell("DNS no longer names %s", host);
        }
    }

    private void annotate() {
        var id = served.flatMap(policy -> Optional.ofNullable(policy.id())).orElseThrow();
        wishes = switch (random.nextInt(4)) {
            case 0 -> new Wishes(Optional.of("testing"), Optional.empty(), Optional.empty());
            case 1 -> new Wishes(Optional.empty(), Optional.of(id.substring(0, 8)), Optional.empty());
            case 2 -> new Wishes(Optional.of("nonsense"), Optional.of(""), Optional.of("no id"));
            default -> Wishes.NONE;
        };
        tell("annotations: %s", wishes);
        turn();
    }

    /** What was only in memory is gone. */
    private void restart() {
        seen = Optional.empty();
        progress = Optional.empty();
        watchedSince = Optional.empty();
        lookedAt = null;
        tell("the operator restarts");
        turn();
    }

    private void mishap() {
        switch (random.nextInt(3)) {
            case 0 -> {
                nameServers[0] = null;
                nameServers[1] = null;
                tell("the record is removed");
            }
            case 1 -> {
                mxAnswers = !mxAnswers;
                tell("DNS answers about mail servers: %s", mxAnswers);
            }
            default -> turn();
        }
    }

    private void tell(String what, Object... of) {
        if (tells) {
            story.add(now + " " + what.formatted(of));
        }
    }

    private String told() {
        return "%nwhat happened:%n%s%nledger %s%nrecord %s%n".formatted(String.join("\n", story), ledger, record);
    }
}
