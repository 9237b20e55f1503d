package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
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
    private static final List<String> SOAKS = List.of("3m", "2h");
    private static final Duration PROPAGATION = Duration.ofMinutes(2);
    private static final Duration TTL = Duration.ofMinutes(5);
    /** Longer than any policy of a walk is kept. */
    private static final Duration FORGOTTEN = Duration.ofDays(8);

    private final boolean tells;
    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final List<Sender> senders = List.of(new Sender(false), new Sender(true), new Sender(false));
    private final Map<Sender, CachedId> resolvers = new HashMap<>();
    private final Outside outside = new Outside(HOSTS.getFirst());

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private MailDomainPolicySpec spec;
    private Wishes wishes = Wishes.NONE;

    private Kept kept = Kept.NOTHING;
    private Optional<Boolean> deletedAtOnce = Optional.empty();
    private FirstContact contact = new FirstContact.NotYet();

    /** What was forgotten, or ended before its time, is no longer in the status for a person to keep to. */
    private Instant careful = Instant.MIN;

    private @Nullable String lookedAt;
    private Optional<Seen> seen = Optional.empty();
    private Optional<Instant> watchedSince = Optional.empty();
    private Optional<Propagation> progress = Optional.empty();

    private record CachedId(@Nullable String id, Instant until) {}

    /** One that tells takes its time. */
    Walk(long seed, boolean tells) {
        this.tells = tells;
        random = new Random(seed);
        spec = spec(PolicyMode.ENFORCE, List.of(HOSTS.getFirst()), RolloutStrategy.GATED, 604_800, SOAKS.getFirst());
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
            case 22 -> outside.certificatesAre(random.nextInt(3) != 0);
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
        senders.forEach(sender -> sender.idle(outside.ids(), from, now));
        tell("%s pass", time);
    }

    /** The latest look and what follows from it. */
    private void look() {
        now = now.plusSeconds(60);
        if (kept.served().isEmpty()) {
            firstLook();
            return;
        }
        var policy = kept.served().orElseThrow();
        progress = Optional.of(progressed(policy));
        watchedSince = Optional.of(seen.filter(
                        last -> Duration.between(last.at(), now).compareTo(INTERVAL.multipliedBy(2)) <= 0)
                .flatMap(last -> watchedSince)
                .orElse(now));
        lookedAt = policy.id();
        boolean fresh = random.nextBoolean();
        seen = Optional.of(seen(watchedSince.get(), fresh, outside.lookAt(policy, now, fresh)));
        tell("a look: %s %s", progress, seen);
        turn();
    }

    private void firstLook() {
        contact = FirstContact.of(outside.bodies(), List.copyOf(outside.ids()), now);
        lookedAt = null;
        seen = Optional.of(seen(now, true, Evidence.BAD));
        tell("a first look: %s", contact);
        turn();
    }

    private Seen seen(Instant since, boolean fresh, Evidence evidence) {
        return new Seen(
                now,
                since,
                outside.ids(),
                Set.of(),
                true,
                Outside.MX_KEPT,
                Seen.Leads.HERE,
                outside.askedForMailServers(),
                outside.mxAnswers(),
                fresh,
                evidence,
                evidence == Evidence.GOOD ? "" : "something");
    }

    private Propagation progressed(ServedPolicy policy) {
        var id = Objects.requireNonNull(policy.id());
        if (!outside.everyReplicaHas(policy)) {
            return new Propagation(id, 0, now, now, !outside.bodies().isEmpty(), Duration.ZERO);
        }
        return progress.filter(earlier -> earlier.id().equals(id) && earlier.looks() > 0)
                .map(earlier -> new Propagation(id, earlier.looks() + 1, earlier.first(), now, false, Duration.ZERO))
                .orElseGet(() -> new Propagation(id, 1, now, now, false, Duration.ZERO));
    }

    /** Decides and writes the status, as the reconciler does, and holds the decision to what must always be so. */
    private void turn() {
        turn(now, true);
    }

    private void turn(Instant clock, boolean clockAgrees) {
        var facts = facts(clock, clockAgrees);
        var decision = Rollout.decide(facts);
        Invariants.check(facts, decision, outside, this::told);
        if (decision.standing() instanceof Standing.Ended) {
            end(decision);
            return;
        }
        kept = Kept.of(decision, spec, decision.serve().flatMap(this::standing), mailServers(clock, clockAgrees));
        tell("serves %s: %s", kept.served(), decision.standing());
    }

    private Facts facts(Instant clock, boolean clockAgrees) {
        var before = Confirmation.seen(kept.served(), progress, PROPAGATION, named(), clock);
        var look = seen.filter(_ -> Objects.equals(before.map(ServedPolicy::id).orElse(null), lookedAt))
                .map(latest -> LookLike.of(latest)
                        .mx(MxMemory.known(kept.mx(), latest.mx(), clock, clockAgrees))
                        .seen());
        return new Facts(
                spec,
                wishes,
                true,
                before,
                kept.ledger(),
                kept.soak(),
                kept.record().map(PublishedRecord::id),
                Optional.empty(),
                contact,
                look,
                deletedAtOnce.map(atOnce -> new Deletion(atOnce, 86_400, kept.retirement())),
                HandOver.NO,
                clock,
                clockAgrees);
    }

    private Set<String> named() {
        return Stream.concat(
                        seen.map(Seen::ids).orElse(Set.of()).stream(), kept.record().map(PublishedRecord::id).stream())
                .collect(Collectors.toSet());
    }

    /** As the status has them: what the latest look found, and what has left since. */
    private List<MxHost> mailServers(Instant clock, boolean clockAgrees) {
        return seen.filter(Seen::mxKnown)
                .map(look -> Stream.concat(
                                look.mx().stream().map(Walk::named),
                                MxMemory.left(kept.mx(), look.mx(), clock, clockAgrees).stream())
                        .toList())
                .orElse(kept.mx());
    }

    private static MxHost named(String host) {
        return new MxHost(host, 10, host, MxTlsState.VALID, null, null, null);
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
        outside.serve(null);
        deletedAtOnce = Optional.empty();
        forget();
        restart();
    }

    private void forget() {
        kept = Kept.NOTHING;
        outside.forgetThoseThatLeft();
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
        kept.served().ifPresent(policy -> outside.serve(policy.body()));
        for (int i = 0; i < Propagation.LOOKS; i++) {
            look();
        }
        publishable().ifPresent(outside::name);
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
        var before = kept.ledger();
        var mode = kept.served().map(ServedPolicy::mode);
        var off = Duration.ofDays(random.nextBoolean() ? 30 : -30);
        tell("the clock is off by %s", off);
        boolean free = wishes.equals(Wishes.NONE) && deletedAtOnce.isEmpty();
        turn(now.plus(off), false);
        if (free && mode.isPresent()) {
            assertThat(kept.ledger()).as(this::told).containsAll(before);
            assertThat(kept.served().map(ServedPolicy::mode)).as(this::told).isEqualTo(mode);
        }
    }

    private Optional<PublishedRecord> standing(ServedPolicy policy) {
        var id = policy.id();
        return seen.filter(look -> look.ids().equals(Set.of(Objects.requireNonNull(id))))
                .map(look -> new PublishedRecord(
                        id,
                        kept.record()
                                .filter(before -> before.id().equals(id))
                                .map(PublishedRecord::since)
                                .orElse(look.at()),
                        (int) TTL.toSeconds()));
    }

    private void sync() {
        kept.served().ifPresent(policy -> outside.serve(random.nextInt(Outside.REPLICAS), policy.body()));
        tell("a replica has what is served");
    }

    /** At one name server, or at all of them. */
    private void publish() {
        publishable().ifPresent(id -> {
            int server = random.nextInt(Outside.NAME_SERVERS + 1);
            if (server == Outside.NAME_SERVERS) {
                outside.name(id);
            } else {
                outside.name(server, id);
            }
            tell("published %s at %s", id, server == Outside.NAME_SERVERS ? "both" : server);
        });
    }

    private Optional<String> publishable() {
        return kept.served()
                .filter(policy -> policy.seenSince() != null)
                .flatMap(policy -> Optional.ofNullable(policy.id()));
    }

    private void deliver() {
        var sender = senders.get(random.nextInt(senders.size()));
        var host = outside.anyMailServer(random, now);
        var cached = resolvers.get(sender);
        if (cached == null || !now.isBefore(cached.until())) {
            cached = new CachedId(outside.id(random.nextInt(Outside.NAME_SERVERS)), now.plus(TTL));
            resolvers.put(sender, cached);
        }
        var body = random.nextInt(8) == 0 ? null : outside.body(random.nextInt(Outside.REPLICAS));
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
                maxAges.get(random.nextInt(maxAges.size())),
                SOAKS.get(random.nextInt(SOAKS.size())));
        tell(
                "the spec asks for %s %s %s %s",
                spec.mode(),
                spec.mx(),
                spec.rollout().strategy(),
                spec.rollout().soak());
        turn();
    }

    private static MailDomainPolicySpec spec(
            PolicyMode mode, List<String> mx, RolloutStrategy strategy, int maxAge, String soak) {
        var rollout = new io.mtasts.api.v1alpha1.Rollout(strategy, new TimeSpan(soak));
        return new MailDomainPolicySpec("example", null, mode, mx, maxAge, rollout, null, null, null, null, null, null);
    }

    /** Only what the status says is safe. */
    private void addMailServer() {
        now = now.plusSeconds(60);
        if (now.isBefore(careful)) {
            return;
        }
        kept.patterns().stream()
                .filter(pattern -> pattern.surelySafeFrom() != null
                        && !pattern.surelySafeFrom().isAfter(now))
                .filter(pattern -> Ledger.covers(kept.served().orElseThrow().mx(), pattern.pattern()))
                .map(PatternSafety::pattern)
                .filter(host -> !outside.mx().contains(host))
                .findFirst()
                .ifPresent(host -> {
                    outside.addMailServer(host);
                    tell("DNS names %s", host);
                });
        now = now.plusSeconds(60);
    }

    private void removeMailServer() {
        if (outside.mx().size() > 1) {
            var host = outside.anyMailServer(random);
            outside.removeMailServer(host, now);
            tell("DNS no longer names %s", host);
        }
    }

    private void annotate() {
        var id = kept.served()
                .flatMap(policy -> Optional.ofNullable(policy.id()))
                .orElse("0123456789");
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
                outside.name(null);
                tell("the record is removed");
            }
            case 1 -> tell("DNS answers about mail servers: %s", outside.turnMxAnswers());
            default -> turn();
        }
    }

    private void tell(String what, Object... of) {
        if (tells) {
            story.add(now + " " + what.formatted(of));
        }
    }

    private String told() {
        return "%nwhat happened:%n%s%nledger %s%nrecord %s%n"
                .formatted(String.join("\n", story), kept.ledger(), kept.record());
    }
}
