package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.lookout.Propagation;
import io.mtasts.operator.rollout.Seen.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    /** Longer than any policy of a walk is kept. */
    private static final Duration FORGOTTEN = Duration.ofDays(8);

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
    private Optional<Retirement> retirement = Optional.empty();
    private Optional<Boolean> deletedAtOnce = Optional.empty();
    private FirstContact contact = new FirstContact.NotYet();

    /** What was forgotten, or ended before its time, is no longer in the status for a person to keep to. */
    private Instant careful = Instant.MIN;

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
        switch (random.nextInt(30)) {
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
            case 23 -> delete();
            case 24 -> clockStep();
            case 25 -> loseStatus();
            case 26, 27 -> settle();
            default -> mishap();
        }
    }

    private void pass() {
        var times = List.of(Duration.ofMinutes(1), Duration.ofMinutes(9), Duration.ofHours(1), Duration.ofDays(1));
        var time = times.get(random.nextInt(times.size()));
        var from = now;
        now = now.plus(time);
        senders.forEach(sender -> sender.idle(ids(), from, now));
        tell("%s pass", time);
    }

    /** The latest look and what follows from it. */
    private void look() {
        now = now.plusSeconds(60);
        if (served.isEmpty()) {
            firstLook();
            return;
        }
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
                Seen.Leads.HERE,
                named,
                mxAnswers,
                evidence,
                evidence == Evidence.GOOD ? "" : "something"));
        tell("a look: everywhere=%s ids=%s mx=%s %s", everywhere, ids(), named, evidence);
        turn();
    }

    private void firstLook() {
        var bodies = Stream.of(replicas).filter(Objects::nonNull).distinct().toList();
        contact = FirstContact.of(bodies, List.copyOf(ids()), now);
        lookedAt = null;
        seen = Optional.of(new Seen(
                now, now, ids(), true, MX_REMEMBERED, Seen.Leads.HERE, mx, mxAnswers, Evidence.BAD, "something"));
        tell("a first look: %s", contact);
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
        turn(now, true);
    }

    private void turn(Instant clock, boolean clockAgrees) {
        var facts = facts(clock, clockAgrees);
        var decision = Rollout.decide(facts);
        check(facts, decision);
        if (decision.standing() instanceof Standing.Ended) {
            end(decision);
            return;
        }
        served = decision.serve();
        ledger = decision.ledger();
        soak = decision.soak();
        retirement = decision.retirement();
        record = served.flatMap(this::standing);
        patterns = served.map(policy -> PatternSafe.of(spec.mx(), policy, record, ledger))
                .orElse(List.of());
        tell("serves %s: %s", served, decision.standing());
    }

    private Facts facts(Instant clock, boolean clockAgrees) {
        var before = Confirmation.seen(served, progress, PROPAGATION, record.map(PublishedRecord::id), clock);
        var look = seen.filter(_ -> Objects.equals(before.map(ServedPolicy::id).orElse(null), lookedAt));
        return new Facts(
                spec,
                wishes,
                true,
                before,
                ledger,
                soak,
                contact,
                look,
                deletedAtOnce.map(atOnce -> new Deletion(atOnce, 86_400, retirement)),
                HandOver.NO,
                clock,
                clockAgrees);
    }

    /** The keys leave the ConfigMap, the resource goes, and a new one is made. */
    private void end(Decision decision) {
        boolean inTime = decision.news().stream().noneMatch(News::warning);
        if (inTime && !now.isBefore(careful)) {
            assertThat(senders).as(this::told).noneMatch(sender -> sender.enforces(now));
        } else {
            careful = now.plus(FORGOTTEN);
        }
        tell("ended: %s", decision.news());
        replicas[0] = null;
        replicas[1] = null;
        deletedAtOnce = Optional.empty();
        forget();
        restart();
    }

    private void forget() {
        served = Optional.empty();
        ledger = List.of();
        soak = Optional.empty();
        record = Optional.empty();
        retirement = Optional.empty();
        patterns = List.of();
        contact = new FirstContact.NotYet();
    }

    private void loseStatus() {
        if (random.nextInt(3) == 0) {
            forget();
            careful = now.plus(FORGOTTEN);
            tell("the status is lost");
            restart();
        }
    }

    /** For a while all goes as it should: what is served arrives everywhere, is seen, published, and fetched. */
    private void settle() {
        for (int i = 0; i < 2; i++) {
            int replica = i;
            served.ifPresent(policy -> replicas[replica] = policy.body());
        }
        for (int i = 0; i < Propagation.LOOKS; i++) {
            look();
        }
        served.filter(policy -> policy.seenSince() != null)
                .flatMap(policy -> Optional.ofNullable(policy.id()))
                .ifPresent(id -> Arrays.fill(nameServers, id));
        look();
        deliver();
    }

    private void delete() {
        deletedAtOnce = Optional.of(random.nextInt(6) == 0);
        tell("deleted, at once: %s", deletedAtOnce);
        turn();
    }

    /** For a moment the clock is days off, and the API server's is not. */
    private void clockStep() {
        var before = ledger;
        var mode = served.map(ServedPolicy::mode);
        var off = Duration.ofDays(random.nextBoolean() ? 30 : -30);
        tell("the clock is off by %s", off);
        boolean free = wishes.equals(Wishes.NONE) && deletedAtOnce.isEmpty();
        turn(now.plus(off), false);
        if (free && mode.isPresent()) {
            assertThat(ledger).as(this::told).containsAll(before);
            assertThat(served.map(ServedPolicy::mode)).as(this::told).isEqualTo(mode);
        }
    }

    private Optional<PublishedRecord> standing(ServedPolicy policy) {
        var id = policy.id();
        return seen.filter(look -> look.ids().equals(Set.of(Objects.requireNonNull(id))))
                .map(look -> new PublishedRecord(
                        id,
                        record.filter(before -> before.id().equals(id))
                                .map(PublishedRecord::since)
                                .orElse(look.at()),
                        (int) TTL.toSeconds()));
    }

    private void check(Facts facts, Decision decision) {
        if (decision.serve().isEmpty()) {
            boolean over = deletedAtOnce.isPresent() || facts.contact() instanceof FirstContact.NotYet;
            assertThat(over).as(this::told).isTrue();
            return;
        }
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
                new FirstContact.NotYet(),
                decision.serve().equals(facts.served()) ? facts.seen() : Optional.empty(),
                deletedAtOnce.map(atOnce -> new Deletion(atOnce, 86_400, decision.retirement())),
                HandOver.NO,
                facts.now(),
                facts.clockAgrees());
        var second = Rollout.decide(again);
        assertThat(second.serve()).as(this::told).isEqualTo(decision.serve());
        assertThat(second.ledger()).as(this::told).isEqualTo(decision.ledger());
        assertThat(second.soak()).as(this::told).isEqualTo(decision.soak());
    }

    private void sync() {
        served.ifPresent(policy -> replicas[random.nextInt(2)] = policy.body());
        tell("a replica has what is served");
    }

    private void publish() {
        if (served.filter(shown -> shown.seenSince() != null).isEmpty()) {
            return;
        }
        var policy = served.orElseThrow();
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
        if (now.isBefore(careful)) {
            return;
        }
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
        var id = served.flatMap(policy -> Optional.ofNullable(policy.id())).orElse("0123456789");
        wishes = switch (random.nextInt(4)) {
            case 0 -> Wishes.of(Map.of(Wishes.HOLD, "testing"));
            case 1 -> Wishes.of(Map.of(Wishes.PROMOTE, id.substring(0, 8)));
            case 2 -> Wishes.of(Map.of(Wishes.HOLD, "nonsense", Wishes.PROMOTE, "", Wishes.FORCE, "no id"));
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
