package io.mtasts.operator.publish;

import io.mtasts.operator.work.KeyedTask;
import io.mtasts.operator.work.KeyedWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/** The records of one policy at its update server: what came of them so far, and when they are tried or checked again. */
final class UpdateWorker<K> extends KeyedTask<K> {
    /** Whoever writes over ours that often will go on doing so. */
    private static final int REWRITTEN = 2;

    private final UpdateServers servers;
    private final Clock clock;
    private DesiredRecords desired;
    private UpdateReport report = UpdateReport.NONE;
    private @Nullable Instant settledAt;
    private @Nullable Instant withdrawingSince;

    /** Whether the latest run left something to be tried again. */
    private boolean failed;

    /** Runs in a row that failed, or after which the public still got something else. */
    private int withoutSuccess;

    /** Records that were ours when last seen, and how often somebody has rewritten one since. */
    private final Set<String> established = new HashSet<>();

    private final Map<String, Integer> rewritten = new HashMap<>();

    UpdateWorker(KeyedWorker<K, ?> worker, K key, UpdateServers servers, Clock clock, DesiredRecords desired) {
        super(worker, key, desired.owner().namespace());
        this.servers = servers;
        this.clock = clock;
        this.desired = desired;
    }

    synchronized UpdateReport report() {
        return report;
    }

    void begin() {
        runAfter(Duration.ZERO);
    }

    /**
     * @param contradicted when the public was last seen to get something else
     */
    synchronized void assign(DesiredRecords wanted, Optional<Instant> contradicted) {
        if (!wanted.withdraws()) {
            withdrawingSince = null; // it was thought better of
        }
        if (!wanted.equals(desired)) {
            desired = wanted;
            report = UpdateReport.NONE;
            settledAt = null;
            withoutSuccess = 0;
            established.clear();
            rewritten.clear();
            runAfter(Duration.ZERO);
        } else if (contradicted.isEmpty()) {
            withoutSuccess = settledAt == null ? withoutSuccess : 0;
        } else if (isIdle()
                && settledAt != null
                && (contradicted.get().isAfter(settledAt) || settledAt.isAfter(clock.instant()))) { // set back
            withoutSuccess++;
            runAfter(Backoff.after(withoutSuccess));
        }
    }

    /** Takes ours away. Gives true when nothing of ours is left, and after some patience in any case. */
    synchronized boolean withdrawn(DesiredRecords last, Duration patience) {
        var now = clock.instant();
        if (withdrawingSince == null || now.isBefore(withdrawingSince)) { // or the clock was set back
            withdrawingSince = now;
        }
        assign(last.withdrawing(), Optional.empty()); // so that the report is one of taking away
        return report.isSettled() || now.isAfter(withdrawingSince.plus(patience));
    }

    @Override
    protected void run() {
        var now = desired();
        var states = new HashMap<String, TextState>();
        try {
            now.texts().forEach(text -> states.put(text.name(), bring(now, text)));
        } finally {
            done(now, states);
        }
    }

    private synchronized DesiredRecords desired() {
        return desired;
    }

    private synchronized void done(DesiredRecords done, Map<String, TextState> states) {
        failed = false;
        if (!done.equals(desired)) {
            return; // what is wanted now comes next
        }
        boolean settled = states.size() == done.names().size()
                && states.values().stream().noneMatch(TextState.Failed.class::isInstance);
        var now = clock.instant();
        report = new UpdateReport(
                states, settled ? Optional.of(report.settledSince().orElse(now)) : Optional.empty());
        if (settled) {
            withoutSuccess = settledAt == null ? 0 : withoutSuccess;
            settledAt = now;
        } else {
            withoutSuccess++;
            failed = true;
        }
    }

    @Override
    protected synchronized Optional<Duration> pause() {
        return failed ? Optional.of(Backoff.after(withoutSuccess)) : Optional.empty();
    }

    private TextState bring(DesiredRecords now, WantedText text) {
        var server = servers.find(now.server());
        if (server.isEmpty()) {
            return new TextState.Failed("The operator no longer has an update server %s.".formatted(now.server()));
        }
        return switch (servers.client().look(server.get(), text.name())) {
            case DynamicUpdateClient.Look.Failed(var why) -> new TextState.Failed(why);
            case DynamicUpdateClient.Look.Seen(var zone, var name, var held) -> {
                var change = text.withdrawn()
                        ? Change.toWithdraw(text, name, held)
                        : Change.toPublish(text, name, held, now.adopt());
                yield switch (change) {
                    case Change.InPlace() -> {
                        inPlace(text.name());
                        yield done(text);
                    }
                    case Change.Foreign(var found) -> new TextState.Foreign(found);
                    case Change.Edit edit when contested(text.name(), edit) -> new TextState.Contested(edit.replaces());
                    case Change.Edit edit -> write(now.owner(), server.get(), zone, text, edit);
                };
            }
        };
    }

    private synchronized void inPlace(String name) {
        established.add(name);
        rewritten.remove(name);
    }

    /** Whoever wrote over ours and has taken his own away since contests nothing any more. */
    private synchronized boolean contested(String name, Change.Edit edit) {
        if (edit.replaces().isEmpty()) {
            rewritten.remove(name);
        } else if (established.remove(name)) {
            rewritten.merge(name, 1, Integer::sum);
        }
        return rewritten.getOrDefault(name, 0) >= REWRITTEN;
    }

    private static TextState done(WantedText text) {
        return text.withdrawn() ? new TextState.Gone() : new TextState.InPlace();
    }

    private TextState write(
            DesiredRecords.Owner owner, UpdateServer server, Name zone, WantedText text, Change.Edit edit) {
        var state = servers.client().write(owner, server, zone, edit);
        if (!(state instanceof TextState.InPlace)) {
            return state;
        }
        synchronized (this) {
            established.add(text.name());
        }
        return done(text);
    }
}
