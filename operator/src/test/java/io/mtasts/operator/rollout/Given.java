package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.RolloutStrategy;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A situation for a test, told one fact after the other: accepted, nothing served, nothing looked at, unless said. */
final class Given {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final MailDomainPolicySpec spec;
    private Overrides overrides = Overrides.NONE;
    private boolean accepted = true;
    private Optional<ServedPolicy> served = Optional.empty();
    private List<LedgerEntry> ledger = List.of();
    private Optional<Soak> soak = Optional.empty();
    private Optional<String> record = Optional.empty();
    private Optional<String> forced = Optional.empty();
    private FirstContact contact = new FirstContact.Nothing();
    private Optional<Observation> seen = Optional.empty();
    private Optional<Deletion> deletion = Optional.empty();
    private HandOver handOver = HandOver.NO;
    private Instant now = NOW;
    private boolean clockAgrees = true;

    private Given(MailDomainPolicySpec spec) {
        this.spec = spec;
    }

    static Given spec(MailDomainPolicySpec spec) {
        return new Given(spec);
    }

    Given annotated(String annotation, String value) {
        overrides = Overrides.of(Map.of(annotation, value));
        return this;
    }

    Given wished(Overrides all) {
        overrides = all;
        return this;
    }

    Given refused() {
        accepted = false;
        return this;
    }

    Given served(ServedPolicy policy) {
        served = Optional.of(policy);
        return this;
    }

    Given served(Optional<ServedPolicy> policy) {
        served = policy;
        return this;
    }

    Given ledger(LedgerEntry... entries) {
        return ledger(List.of(entries));
    }

    Given ledger(List<LedgerEntry> entries) {
        ledger = entries;
        return this;
    }

    Given soak(@Nullable Soak soFar) {
        soak = Optional.ofNullable(soFar);
        return this;
    }

    Given record(String id) {
        record = Optional.of(id);
        return this;
    }

    Given forced(Optional<String> id) {
        forced = id;
        return this;
    }

    Given contact(FirstContact found) {
        contact = found;
        return this;
    }

    Given seen(Observation look) {
        seen = Optional.of(look);
        return this;
    }

    Given deleted(Deletion by) {
        deletion = Optional.of(by);
        return this;
    }

    Given handedOver(HandOver how) {
        handOver = how;
        return this;
    }

    Given at(Instant time) {
        now = time;
        return this;
    }

    Given clocksDiffer() {
        clockAgrees = false;
        return this;
    }

    Decision decide() {
        return RolloutRules.decide(new RolloutInput(
                spec,
                overrides,
                accepted,
                served,
                ledger,
                soak,
                record,
                forced,
                contact,
                seen,
                deletion,
                handOver,
                now,
                clockAgrees));
    }

    static MailDomainPolicySpec gated(String... mx) {
        return spec(RolloutStrategy.GATED, mx);
    }

    static MailDomainPolicySpec immediate(String... mx) {
        return spec(RolloutStrategy.IMMEDIATE, mx);
    }

    private static MailDomainPolicySpec spec(RolloutStrategy strategy, String... mx) {
        var rollout = new io.mtasts.api.v1alpha1.Rollout(strategy, new TimeSpan("2h"));
        return new MailDomainPolicySpec(
                "example", null, PolicyMode.ENFORCE, List.of(mx), null, rollout, null, null, null, null, null, null);
    }

    /** What is served first for that spec. */
    static ServedPolicy first(MailDomainPolicySpec spec) {
        return spec(spec).decide().serve().orElseThrow();
    }

    /** The same, seen everywhere. */
    static ServedPolicy seen(ServedPolicy policy) {
        return new ServedPolicy(
                policy.id(),
                policy.revision(),
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                policy.since(),
                NOW.minus(Duration.ofHours(5)));
    }

    static String id(ServedPolicy policy) {
        return Objects.requireNonNull(policy.id());
    }

    static LedgerEntry entry(ServedPolicy policy, @Nullable Instant expires) {
        return new LedgerEntry(id(policy), policy.mode(), policy.mx(), policy.maxAgeSeconds(), expires);
    }

    /** Of a process that has watched for two days. */
    static Observation look(Instant at, Evidence evidence, String... mx) {
        return look(at, evidence, Set.of(), mx);
    }

    static Observation look(Instant at, Evidence evidence, Set<String> ids, String... mx) {
        return new Observation(
                at,
                NOW.minus(Duration.ofDays(2)),
                ids,
                Set.of(),
                true,
                Duration.ofHours(1),
                Observation.Leads.HERE,
                Set.of(mx),
                true,
                true,
                evidence,
                evidence == Evidence.GOOD ? "" : "something");
    }
}
