package io.mtasts.operator.rollout;

import io.mtasts.policy.Mode;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sending mail server, and what it has cached. */
final class Sender {
    private static final Duration MOST_BY_CLOCK = Duration.ofDays(30);
    private static final Duration NONE_STICKS_AFTER = Duration.ofHours(1);
    private static final Map<String, StsPolicy> PARSED = new ConcurrentHashMap<>();

    final SenderKind kind;
    private final Learned learned;

    private @Nullable String heldId;
    private @Nullable StsPolicy held;
    private Instant until = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private @Nullable Instant answeredAt;

    /** The id under which it found no host, and since when. */
    private @Nullable String withoutUnder;

    private Instant withoutSince = Instant.MIN;

    /** Told of each policy that a sender stores, and under which id. */
    interface Learned {
        void stored(Sender sender, String id, String body);
    }

    Sender(SenderKind kind, Learned learned) {
        this.kind = kind;
        this.learned = learned;
    }

    /**
     * Looks at the record and fetches, as far as it does that, before it delivers.
     *
     * @param id that its resolver gives; null for no record
     * @param fetch what the policy host answers with; null when it cannot be reached
     */
    void prepare(@Nullable String id, Supplier<@Nullable String> fetch, Instant now) {
        switch (kind) {
            case BY_ID, BY_ID_REFUSING_BARE_NONE, RENEWING -> byId(id, fetch, now);
            case BY_CLOCK -> byClock(id, fetch, now);
            case BY_FETCHING -> byFetching(id, fetch, now);
            case EACH_TIME -> eachTime(id, fetch, now);
        }
    }

    private void byId(@Nullable String id, Supplier<@Nullable String> fetch, Instant now) {
        if (isValid(now) && now.isBefore(lookedAt.plus(kind.looksEvery))) {
            return;
        }
        lookedAt = now;
        if (isValid(now) && (id == null || id.equals(heldId))) {
            renew(id, now);
        } else if (id == null || !stores(id, fetch.get(), now)) {
            dropUnlessValid(now);
        }
    }

    private void renew(@Nullable String id, Instant now) {
        if (kind == SenderKind.RENEWING && id != null) {
            until = now.plusSeconds(Objects.requireNonNull(held).maxAgeSeconds());
            answeredAt = now;
        }
    }

    private void byClock(@Nullable String id, Supplier<@Nullable String> fetch, Instant now) {
        if (!isValid(now) && (id == null || !stores(id, fetch.get(), now))) {
            drop();
        }
    }

    private void byFetching(@Nullable String id, Supplier<@Nullable String> fetch, Instant now) {
        if (isValid(now) && now.isBefore(lookedAt.plus(kind.looksEvery))) {
            return;
        }
        lookedAt = now;
        if (id == null || !stores(id, fetch.get(), now)) {
            dropUnlessValid(now);
        }
    }

    private void eachTime(@Nullable String id, Supplier<@Nullable String> fetch, Instant now) {
        if (id == null) {
            drop();
            withoutUnder = null;
            return;
        }
        boolean without = id.equals(withoutUnder);
        if (without && !now.isBefore(withoutSince.plus(NONE_STICKS_AFTER))) {
            return;
        }
        if (stores(id, fetch.get(), now)) {
            withoutUnder = null;
        } else if (held == null && !without) {
            withoutUnder = id;
            withoutSince = now;
        }
    }

    private boolean stores(String id, @Nullable String body, Instant now) {
        if (body == null) {
            return false;
        }
        answeredAt = now;
        var policy = PARSED.computeIfAbsent(body, Sender::parsed);
        if (kind.refusesBareNone && policy.mode() == Mode.NONE && policy.mx().isEmpty()) {
            return false;
        }
        held = policy;
        heldId = id;
        until = now.plus(kept(policy));
        learned.stored(this, id, body);
        return true;
    }

    private Duration kept(StsPolicy policy) {
        var maxAge = Duration.ofSeconds(policy.maxAgeSeconds());
        return kind == SenderKind.BY_CLOCK && maxAge.compareTo(MOST_BY_CLOCK) > 0 ? MOST_BY_CLOCK : maxAge;
    }

    private static StsPolicy parsed(String body) {
        return StsPolicyParser.parse(body.getBytes(StandardCharsets.US_ASCII))
                .value()
                .orElseThrow();
    }

    private void dropUnlessValid(Instant now) {
        if (!isValid(now)) {
            drop();
        }
    }

    private void drop() {
        held = null;
        heldId = null;
    }

    private boolean isValid(Instant now) {
        return held != null && now.isBefore(until);
    }

    /** Would it refuse to deliver to that mail server? */
    boolean refuses(String host, Instant now) {
        return enforces(now) && !Objects.requireNonNull(held).covers(host);
    }

    /** Does it hold a policy of mode enforce whose max_age has not passed? */
    boolean enforces(Instant now) {
        return isValid(now) && Objects.requireNonNull(held).mode() == Mode.ENFORCE;
    }

    /** Did it get an answer of the policy host, good or not, since so long? */
    boolean wasAnsweredWithin(Duration time, Instant now) {
        return answeredAt != null && !now.isAfter(answeredAt.plus(time));
    }

    /** Since when it goes without a policy under that id, and does not try again. */
    @Nullable
    Instant withoutPolicySince(@Nullable String id, Instant now) {
        return id != null && id.equals(withoutUnder) && !now.isBefore(withoutSince.plus(NONE_STICKS_AFTER))
                ? withoutSince
                : null;
    }

    /** One that renews does so in time also when it has no mail, as long as its resolver gives the id that it knows. */
    void idle(Resolver resolver, Outside outside, Instant from, Instant to) {
        if (kind == SenderKind.RENEWING && held != null && from.isBefore(until)) {
            var renewed = resolver.gives(heldId, outside, to).plusSeconds(held.maxAgeSeconds());
            until = renewed.isAfter(until) ? renewed : until;
        }
    }

    @Override
    public String toString() {
        return "%s with %s %s until %s".formatted(kind, heldId, held, until);
    }
}
