package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.prober.Propagation;
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
 * lag, pods that go down, a policy host that moves, an operator that restarts, and a sender of each kind that caches. The real decision is taken at every turn; what must always hold is checked there.
 */
final class Walk {
    private static final List<String> HOSTS = List.of("a.example", "b.example", "c.example");
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final List<String> SOAKS = List.of("3m", "2h");
    private static final Duration PROPAGATION = Duration.ofMinutes(2);
    /** How long resolvers keep what they know. */
    private static final List<Duration> KEPT =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(6), Duration.ofDays(1));

    /** What was served elsewhere before: of it the operator knows only what it finds. */
    private static final String ELSEWHERE = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 86400\n";

    private static final String ELSEWHERE_ID = "20250101T000000";

    private final boolean tells;
    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final Rules rules;
    private final List<Sender> senders;
    private final Map<Sender, Resolver> resolvers = new HashMap<>();
    private final Outside outside;

    /** How long resolvers keep the record. */
    private final Duration recordKept;

    private final Generations generations = new Generations();
    private final Uncertainty uncertainty = new Uncertainty();
    private final Outages outages = new Outages(INTERVAL);
    private final ProbeMemory probes;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private MailDomainPolicySpec spec;
    private Overrides overrides = Overrides.NONE;

    private Kept kept = Kept.NOTHING;
    private Optional<Boolean> deletedAtOnce = Optional.empty();
    private FirstContact contact = new FirstContact.NotYet();

    /** A person who has moved the policy host waits until the operator has seen it before anything else: of addresses it never saw it cannot know. */
    private boolean moved;

    /** The second name server gives on what it has. */
    private boolean lags;

    /** One that tells takes its time. */
    Walk(long seed, boolean tells) {
        this(seed, tells, Rules.REAL, List.of(SenderKind.values()));
    }

    Walk(long seed, boolean tells, Rules rules, List<SenderKind> kinds) {
        this.tells = tells;
        this.rules = rules;
        random = new Random(seed);
        senders = kinds.stream().map(kind -> new Sender(kind, this::stored)).toList();
        senders.forEach(sender -> resolvers.put(sender, new Resolver()));
        recordKept = anyOf(KEPT);
        probes = new ProbeMemory(INTERVAL, recordKept);
        boolean older = random.nextInt(4) == 0;
        outside = new Outside(HOSTS.getFirst(), anyOf(KEPT), anyOf(KEPT), older ? ELSEWHERE : null);
        if (older) {
            outside.name(ELSEWHERE_ID);
        }
        spec = spec(PolicyMode.ENFORCE, List.of(HOSTS.getFirst()), RolloutStrategy.GATED, 604_800, SOAKS.getFirst());
        turn();
    }

    /** Takes so many steps at random; what must hold is held to after each. */
    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    private <T> T anyOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void step() {
        switch (random.nextInt(33)) {
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
            case 28 -> moveHost();
            case 29 -> outage();
            default -> mishap();
        }
    }

    private void pass() {
        var times = List.of(Duration.ofMinutes(1), Duration.ofMinutes(9), Duration.ofHours(1), Duration.ofDays(1));
        pass(times.get(random.nextInt(times.size())));
    }

    private void pass(Duration time) {
        var from = now;
        now = now.plus(time);
        senders.forEach(sender -> sender.idle(Objects.requireNonNull(resolvers.get(sender)), outside, from, now));
        tell("%s pass", time);
    }

    /** The latest probe and what follows from it. */
    private void look() {
        now = now.plusSeconds(60);
        moved = false;
        if (kept.served().isEmpty()) {
            firstLook();
            return;
        }
        var policy = kept.served().orElseThrow();
        outages.note(policy, kept.record(), outside, now);
        probes.probe(policy, outside, random.nextBoolean(), now);
        tell("a probe: %s", probes);
        turn();
    }

    private void firstLook() {
        contact = FirstContact.of(
                outside.held(),
                List.copyOf(outside.ids()),
                HostMemory.found(Optional.of(ProbeMemory.host(outside, Optional.empty())), now, true),
                now);
        if (outside.hasElsewhere() && outside.leadsHere()) {
            uncertainty.begin(outside, now); // what was there before may have left no trace
        }
        probes.first(outside, now);
        tell("a first probe: %s", contact);
        turn();
    }

    /** Decides and writes the status, as the reconciler does, and holds the decision to what must always be so. */
    private void turn() {
        turn(now, true);
    }

    private void turn(Instant clock, boolean clockAgrees) {
        var input = input(clock, clockAgrees);
        var decision = rules.decide().apply(input);
        if (rules == Rules.REAL) {
            Invariants.check(input, decision, outside, this::told);
        }
        if (decision.standing() instanceof RolloutState.Ended) {
            end(decision);
            return;
        }
        kept = Kept.of(decision, spec, decision.serve().flatMap(this::standing), mailServers(clock, clockAgrees))
                .showing(rules.shown());
        generations.serve(kept.served());
        tell("serves %s: %s", kept.served(), decision.standing());
    }

    private RolloutInput input(Instant clock, boolean clockAgrees) {
        var evidence = new PolicyConfirmation.Evidence(
                probes.progress(), PROPAGATION, probes.host(), named(), true, clock, clockAgrees);
        var before = rules.confirm().apply(kept.served(), evidence);
        var met = Met.of(kept.ledger(), probes.metBeside(before));
        var look = probes.latestOf(before)
                .map(latest -> LookLike.of(latest)
                        .answered(met.ids())
                        .mx(MxMemory.known(kept.mx(), latest.mx(), clock, clockAgrees))
                        .seen());
        return new RolloutInput(
                spec,
                overrides,
                true,
                before,
                met.ledger(),
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
                        probes.latest().map(Observation::ids).orElse(Set.of()).stream(),
                        kept.record().map(PublishedRecord::id).stream())
                .collect(Collectors.toSet());
    }

    /** As the status has them: what the latest probe found, and what has left since. */
    private List<MxHost> mailServers(Instant clock, boolean clockAgrees) {
        return probes.latest()
                .filter(Observation::mxKnown)
                .map(look -> Stream.concat(
                                look.mx().stream().map(this::named),
                                MxMemory.left(kept.mx(), look.mx(), clock, clockAgrees).stream())
                        .toList())
                .orElse(kept.mx());
    }

    private MxHost named(String host) {
        var kept = rules.remember()
                ? MxMemory.ttlSeconds(host, List.of(), outside.mxKept().toSeconds())
                : null;
        return new MxHost(host, 10, host, MxTlsState.VALID, null, null, null, null, kept, null);
    }

    /** The keys leave the ConfigMap, the resource goes, and a new one is made. */
    private void end(Decision decision) {
        boolean inTime = kept.served().isPresent()
                && decision.news().stream().noneMatch(RolloutEvent::warning)
                && outside.leadsHere();
        if (inTime && uncertainty.isOver(outside, now)) {
            assertThat(senders).as(this::told).noneMatch(sender -> sender.enforces(now));
        } else {
            uncertainty.begin(outside, now);
        }
        tell("ended: %s", decision.news());
        if (inTime) {
            outside.name(null);
        }
        outside.serve(null);
        generations.end();
        deletedAtOnce = Optional.empty();
        forget();
        restart();
    }

    private void forget() {
        kept = Kept.NOTHING;
        outages.forget();
        outside.forgetThoseThatLeft();
        contact = new FirstContact.NotYet();
    }

    private void loseStatus() {
        if (random.nextInt(3) == 0) {
            forget();
            uncertainty.begin(outside, now);
            tell("the status is lost");
            restart();
        }
    }

    /** For a while all goes as it should: what is served arrives everywhere, is seen, published, and fetched. */
    private void settle() {
        if (moved) {
            look();
        }
        if (!outside.leadsHere()) {
            outside.leadHere(true, now);
        }
        outside.comeUp(kept.served().map(ServedPolicy::body).orElse(null));
        look();
        kept.served().ifPresent(policy -> outside.serve(policy.body()));
        for (int i = 0; i < Propagation.LOOKS; i++) {
            look();
        }
        if (publishable().isEmpty()) {
            pass(outside.hostKept());
            look();
        }
        publishable().ifPresent(this::publishEverywhere);
        look();
        assertThat(senders).as(this::told).noneMatch(sender -> outages.leftWithout(sender, kept.served(), now));
        senders.forEach(this::deliver);
    }

    private void publishEverywhere(String id) {
        generations.publish(id, now);
        if (lags) {
            outside.name(0, id);
        } else {
            outside.name(id);
        }
    }

    /** A person leads it here, or back to where it was, where all mail servers are covered. */
    private void moveHost() {
        if (!outside.hasElsewhere() || moved) {
            return;
        }
        boolean here = !outside.leadsHere();
        if (here || outside.onlyEver(HOSTS.getFirst(), now)) {
            outside.leadHere(here, now);
            moved = true;
            tell("the policy host leads here: %s", here);
        }
    }

    private void outage() {
        if (outside.isDown()) {
            outside.comeUp(kept.served().map(ServedPolicy::body).orElse(null));
        } else if (random.nextInt(2) == 0) {
            outside.goDown();
        }
        tell("down: %s", outside.isDown());
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
        boolean free = overrides.equals(Overrides.NONE) && deletedAtOnce.isEmpty();
        turn(now.plus(off), false);
        if (free && mode.isPresent()) {
            assertThat(before).as(this::told).allMatch(this::lastsAsLong);
            assertThat(kept.served().map(ServedPolicy::mode)).as(this::told).isEqualTo(mode);
        }
    }

    /** As it was, or reopened since its bytes are met again or DNS names it; nothing ends sooner. */
    private boolean lastsAsLong(LedgerEntry before) {
        return kept.ledger().contains(before)
                || (kept.ledger().contains(before.ending(null).replaced(null)) && isMet(before.id()));
    }

    private boolean isMet(String id) {
        return named().contains(id) || Met.of(kept.ledger(), probes.met()).ids().contains(id);
    }

    private Optional<PublishedRecord> standing(ServedPolicy policy) {
        var id = policy.id();
        return probes.latest()
                .filter(look -> look.ids().equals(Set.of(Objects.requireNonNull(id))))
                .map(look -> new PublishedRecord(
                        id,
                        kept.record()
                                .filter(before -> before.id().equals(id))
                                .map(PublishedRecord::since)
                                .orElse(look.at()),
                        (int) recordKept.toSeconds()));
    }

    private void sync() {
        kept.served().ifPresent(policy -> outside.serve(random.nextInt(Outside.REPLICAS), policy.body()));
        tell("a replica has what is served");
    }

    /** At one name server, or at all of them. */
    private void publish() {
        publishable().ifPresent(id -> {
            int server = lags ? 0 : random.nextInt(Outside.NAME_SERVERS + 1);
            generations.publish(id, now);
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
        for (int i = 0; i < 3; i++) {
            deliver(anyOf(senders));
        }
    }

    private void deliver(Sender sender) {
        var host = outside.anyMailServer(random, now);
        var resolver = Objects.requireNonNull(resolvers.get(sender));
        var id = resolver.id(outside, recordKept, random, now);
        boolean here = resolver.leadsHere(outside, now);
        var body = random.nextInt(8) == 0 ? null : outside.fetched(here, random.nextInt(Outside.REPLICAS));
        sender.prepare(id, () -> body, now);
        tell("%s delivers to %s", sender, host);
        assertThat(sender.refuses(host, now)).as(this::told).isFalse();
        usuallySafe(sender, id);
    }

    /** Senders that follow soon refuse none of the mail servers that the status says are usually safe. */
    private void usuallySafe(Sender sender, @Nullable String id) {
        boolean follows = sender.kind.followsSoon()
                && sender.wasAnsweredWithin(Duration.ofMinutes(10), now)
                && kept.served()
                        .filter(policy -> Objects.equals(id, policy.id()))
                        .isPresent();
        var published = kept.record().flatMap(record -> Optional.ofNullable(record.since()));
        if (follows
                && uncertainty.isOver(outside, now)
                && published.filter(outside::ledHereSince).isPresent()) {
            assertThat(kept.patterns().stream()
                            .filter(pattern -> pattern.usuallySafeFrom() != null
                                    && !pattern.usuallySafeFrom().isAfter(now))
                            .map(PatternSafety::pattern))
                    .as(this::told)
                    .noneMatch(pattern -> sender.refuses(pattern, now));
        }
    }

    /** No older bytes under a newer id, unless a person led the policy host away after the id was published. */
    private void stored(Sender sender, String id, String body) {
        if (uncertainty.isOver(outside, now) && generations.isOlder(body, id, outside)) {
            throw new AssertionError("%s has stored an older policy%s".formatted(sender, told()));
        }
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
        if (!uncertainty.isOver(outside, now)) {
            return;
        }
        kept.patterns().stream()
                .filter(_ -> !moved)
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
        overrides = switch (random.nextInt(4)) {
            case 0 -> Overrides.of(Map.of(Overrides.HOLD, "testing"));
            case 1 -> Overrides.of(Map.of(Overrides.PROMOTE, id.substring(0, 8)));
            case 2 -> Overrides.of(Map.of(Overrides.HOLD, "nonsense", Overrides.PROMOTE, "", Overrides.FORCE, "no id"));
            default -> Overrides.NONE;
        };
        tell("annotations: %s", overrides);
        turn();
    }

    /** What was only in memory is gone. */
    private void restart() {
        probes.forget();
        tell("the operator restarts");
        turn();
    }

    private void mishap() {
        switch (random.nextInt(4)) {
            case 0 -> {
                outside.name(null);
                tell("the record is removed");
            }
            case 3 -> {
                lags = !lags;
                tell("the second name server hears of changes: %s", !lags);
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
