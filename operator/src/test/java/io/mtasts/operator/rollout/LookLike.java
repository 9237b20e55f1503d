package io.mtasts.operator.rollout;

import io.mtasts.operator.rollout.Observation.Leads;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** A look like another one, but for what is said of it. */
final class LookLike {
    private final Observation other;
    private Instant watchedSince;
    private Set<String> ids;
    private Set<String> answered;
    private Duration timeToLive;
    private Leads leads;
    private Set<String> mx;
    private boolean mxKnown;
    private boolean fresh;

    private LookLike(Observation other) {
        this.other = other;
        this.watchedSince = other.watchedSince();
        this.ids = other.ids();
        this.answered = other.answered();
        this.timeToLive = other.timeToLive();
        this.leads = other.policyHost();
        this.mx = other.mx();
        this.mxKnown = other.mxKnown();
        this.fresh = other.fresh();
    }

    static LookLike of(Observation other) {
        return new LookLike(other);
    }

    /** Of a process that has begun with it. */
    LookLike first() {
        watchedSince = other.at();
        return this;
    }

    /** What DNS names. */
    LookLike ids(Set<String> named) {
        ids = named;
        return this;
    }

    /** The bytes of that policy are met as well. */
    LookLike answered(String id) {
        return answered(Set.of(id));
    }

    LookLike answered(Set<String> ids) {
        answered = ids;
        return this;
    }

    LookLike timeToLive(Duration longest) {
        timeToLive = longest;
        return this;
    }

    LookLike leads(Leads where) {
        leads = where;
        return this;
    }

    LookLike mx(Set<String> named) {
        mx = named;
        return this;
    }

    LookLike mxUnknown() {
        mxKnown = false;
        return this;
    }

    /** Of the mail servers what was seen before. */
    LookLike remembered() {
        fresh = false;
        return this;
    }

    Observation seen() {
        return new Observation(
                other.at(),
                watchedSince,
                ids,
                answered,
                other.recordKnown(),
                timeToLive,
                leads,
                mx,
                mxKnown,
                fresh,
                other.evidence(),
                other.amiss());
    }
}
