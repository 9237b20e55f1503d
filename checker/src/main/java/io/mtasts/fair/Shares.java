package io.mtasts.fair;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * So many places at once, shared by parties such as the namespaces of a cluster. The next place goes to the party that holds fewest, among
 * equals to the one that has waited longest. No party holds more than {@value #TIMES_WHAT_IS_LEFT} times what it leaves free: three of
 * four places when it is alone, and so whoever comes anew finds one, however many want more, and however long those who hold them take.
 */
public final class Shares {
    private static final int TIMES_WHAT_IS_LEFT = 3;

    private final Map<String, Party> parties = new HashMap<>();
    private int free;
    private long arrived;

    /** @param places at least 1 */
    public Shares(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("There is at least one place.");
        }
        this.free = places;
    }

    private static final class Party {
        private final Deque<Waiter> waiting = new ArrayDeque<>();
        private int holds;

        long waitsSince() {
            return waiting.getFirst().number();
        }
    }

    private record Waiter(long number, CountDownLatch called) {}

    /** One place, given back by closing it. */
    public final class Place implements AutoCloseable {
        private final String party;

        private Place(String party) {
            this.party = party;
        }

        @Override
        public void close() {
            giveBack(party);
        }
    }

    /** Waits for a place, for as long as it takes those who hold them to give one back. */
    public Place take(String party) throws InterruptedException {
        var waiter = arrive(party);
        try {
            waiter.called().await();
            return new Place(party);
        } catch (InterruptedException stop) {
            leave(party, waiter);
            throw stop;
        }
    }

    /** Waits for a place; none when that takes longer than {@code patience}. */
    public Optional<Place> take(String party, Duration patience) throws InterruptedException {
        var waiter = arrive(party);
        boolean called = false;
        try {
            called = waiter.called().await(patience.toNanos(), TimeUnit.NANOSECONDS);
            return called ? Optional.of(new Place(party)) : Optional.empty();
        } finally {
            if (!called) {
                leave(party, waiter);
            }
        }
    }

    /** A place that can be had without waiting. */
    public Optional<Place> takeNow(String party) {
        var waiter = arrive(party);
        if (waiter.called().getCount() == 0) {
            return Optional.of(new Place(party));
        }
        leave(party, waiter);
        return Optional.empty();
    }

    /** How many wait for a place. */
    public synchronized int waiting() {
        return parties.values().stream().mapToInt(party -> party.waiting.size()).sum();
    }

    private synchronized Waiter arrive(String party) {
        var waiter = new Waiter(arrived++, new CountDownLatch(1));
        parties.computeIfAbsent(party, _ -> new Party()).waiting.add(waiter);
        call();
        return waiter;
    }

    /** Waits no more; a place that it was given in the last moment goes back. */
    private synchronized void leave(String party, Waiter waiter) {
        var mine = parties.get(party);
        if (mine != null && mine.waiting.remove(waiter)) {
            forgetIdle(party, mine);
        } else {
            giveBack(party);
        }
    }

    private synchronized void giveBack(String party) {
        var mine = Objects.requireNonNull(parties.get(party), "it holds one");
        mine.holds--;
        free++;
        forgetIdle(party, mine);
        call();
    }

    private void forgetIdle(String name, Party party) {
        if (party.holds == 0 && party.waiting.isEmpty()) {
            parties.remove(name);
        }
    }

    private void call() {
        for (var next = next(); next.isPresent(); next = next()) {
            free--;
            next.get().holds++;
            next.get().waiting.removeFirst().called().countDown();
        }
    }

    private Optional<Party> next() {
        return parties.values().stream()
                .filter(party -> !party.waiting.isEmpty() && party.holds < TIMES_WHAT_IS_LEFT * free)
                .min(Comparator.<Party>comparingInt(party -> party.holds).thenComparingLong(Party::waitsSince));
    }
}
