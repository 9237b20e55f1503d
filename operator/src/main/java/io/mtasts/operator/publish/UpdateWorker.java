package io.mtasts.operator.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/** One policy's errand: what came of it so far, and when it is tried or looked after again. */
final class UpdateWorker<K> {
    /** Whoever writes over ours that often will go on doing so. */
    private static final int REWRITTEN = 2;

    private final K key;
    private final Publishing<K> publishing;
    private DesiredRecords desired;
    private UpdateReport report = UpdateReport.NONE;
    private @Nullable Future<?> next;
    private @Nullable Instant settledAt;
    private @Nullable Instant withdrawingSince;
    private boolean running;
    private boolean again;
    private boolean ended;
    private int inVain;

    /** Records that were ours when last looked at, and how often somebody has rewritten one since. */
    private final Set<String> established = new HashSet<>();

    private final Map<String, Integer> rewritten = new HashMap<>();

    UpdateWorker(K key, Publishing<K> publishing, DesiredRecords desired) {
        this.key = key;
        this.publishing = publishing;
        this.desired = desired;
    }

    synchronized UpdateReport report() {
        return report;
    }

    synchronized DesiredRecords desired() {
        return desired;
    }

    synchronized void begin() {
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
            inVain = 0;
            established.clear();
            rewritten.clear();
            runAfter(Duration.ZERO);
        } else if (contradicted.isEmpty()) {
            inVain = settledAt == null ? inVain : 0;
        } else if (next == null
                && !running
                && settledAt != null
                && (contradicted.get().isAfter(settledAt) || settledAt.isAfter(publishing.now()))) { // set back
            inVain++;
            runAfter(publishing.pause(inVain));
        }
    }

    /** Takes ours away. Gives true when nothing of ours is left, and after some patience in any case. */
    synchronized boolean withdrawn(DesiredRecords last, Duration patience) {
        var now = publishing.now();
        if (withdrawingSince == null || now.isBefore(withdrawingSince)) { // or the clock was set back
            withdrawingSince = now;
        }
        assign(last.withdrawing(), Optional.empty()); // so that the report is one of taking away
        return report.isSettled() || now.isAfter(withdrawingSince.plus(patience));
    }

    synchronized void end() {
        ended = true;
        cancel();
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void runAfter(Duration delay) {
        if (ended) {
            return;
        }
        if (running) {
            again = true;
            return;
        }
        cancel();
        next = publishing.after(delay, this);
    }

    K key() {
        return key;
    }

    /** Gives true when there is news. */
    boolean run(DynamicUpdateClient updater, Optional<UpdateServer> server) {
        DesiredRecords now;
        synchronized (this) {
            if (ended || running) {
                return false;
            }
            running = true;
            next = null;
            now = desired;
        }
        var states = new HashMap<String, TextState>();
        try {
            now.texts().forEach(text -> states.put(text.name(), bring(now, text, updater, server)));
        } finally {
            finished(now, states);
        }
        return true;
    }

    private TextState bring(
            DesiredRecords now, WantedText text, DynamicUpdateClient updater, Optional<UpdateServer> server) {
        if (server.isEmpty()) {
            return new TextState.Failed("The operator knows no update server %s any more.".formatted(now.server()));
        }
        return switch (updater.look(server.get(), text.name())) {
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
                    case Change.Edit edit -> write(now.owner(), updater, server.get(), zone, text, edit);
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
            DesiredRecords.Owner owner,
            DynamicUpdateClient updater,
            UpdateServer server,
            Name zone,
            WantedText text,
            Change.Edit edit) {
        var state = updater.write(owner, server, zone, edit);
        if (!(state instanceof TextState.InPlace)) {
            return state;
        }
        synchronized (this) {
            established.add(text.name());
        }
        return done(text);
    }

    private synchronized void finished(DesiredRecords done, Map<String, TextState> states) {
        running = false;
        if (done.equals(desired)) {
            boolean settled = states.size() == done.names().size()
                    && states.values().stream().noneMatch(TextState.Failed.class::isInstance);
            var now = publishing.now();
            report = new UpdateReport(
                    states, settled ? Optional.of(report.settledSince().orElse(now)) : Optional.empty());
            if (settled) {
                inVain = settledAt == null ? 0 : inVain;
                settledAt = now;
            } else {
                inVain++;
                runAfter(publishing.pause(inVain));
            }
        }
        if (again) {
            again = false;
            runAfter(Duration.ZERO);
        }
    }
}
