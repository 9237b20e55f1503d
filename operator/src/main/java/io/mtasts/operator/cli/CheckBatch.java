package io.mtasts.operator.cli;

import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.Judgement;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.net.Vantage.Reach;
import io.mtasts.observe.smtp.MxOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Looks at many domains, some at the same time, and hands each on as soon as it can be judged. A mail server that does not answer
 * may be down, or port 25 may be closed here: such a view waits until some mail server has answered, or all have been looked at. What
 * is kept at any time is bounded, however many domains there are. A mistake of this program that shows at one domain does not keep the
 * others from being judged.
 */
final class CheckBatch {
    /** At the beginning: what the processor can do when every class is new to it. */
    private static final int FEW_AT_FIRST = 16;

    /** Later, so that some that answer slowly, or not at all, do not hold up the others. */
    private static final int MOST_AT_THE_SAME_TIME = 64;

    /** So many more, at which somebody lets us wait: no processor is needed for them. */
    private static final int MOST_WAITING = 256;

    /** A look at a domain that answers is over by then. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** When so many wait for a mail server that answers, and none does, then the port is closed here. */
    private static final int MOST_HELD = 500;

    private final DomainObserver observer;
    private final Clock clock;
    private final Expectation expectation;
    private final BiConsumer<String, RuntimeException> failed;
    private final List<PublicView> held = new ArrayList<>();
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private Reach smtp = Reach.NOT_KNOWN;
    private boolean goOn = true;

    /** What became of one domain. */
    private sealed interface Seen {
        record View(PublicView view) implements Seen {}

        record Failed(String domain, RuntimeException bug) implements Seen {}
    }

    /** A probe that has begun, told from others by being another. */
    private static final class UnderWay {
        private final long began = System.nanoTime();

        boolean takesLong() {
            return System.nanoTime() - began > LONG.toNanos();
        }
    }

    /** @param failed is told of each domain over which this program failed, on the thread of {@link #run} */
    CheckBatch(
            DomainObserver observer,
            Clock clock,
            Expectation expectation,
            BiConsumer<String, RuntimeException> failed) {
        this.observer = observer;
        this.clock = clock;
        this.expectation = expectation;
        this.failed = failed;
    }

    /**
     * Calls {@code judged} once for each domain that can be judged, in the order in which they become certain, on this thread; no further
     * once it says false.
     */
    void run(List<String> domains, Predicate<Judgement> judged) throws InterruptedException, ExecutionException {
        var look = new Look(expectation.mailServers() == Expectation.MailServers.JUDGED, false);
        var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
        try {
            var looks = new ExecutorCompletionService<Seen>(threads);
            var next = domains.iterator();
            int left = begin(next, FEW_AT_FIRST, looks, look);
            int done = 0;
            while (left > 0 && goOn) {
                var ended = looks.poll(LONG.toMillis(), TimeUnit.MILLISECONDS);
                if (ended != null) {
                    done++;
                    left--;
                    switch (ended.get()) {
                        case Seen.View(var view) -> seen(view, judged);
                        case Seen.Failed(var domain, var bug) -> failed.accept(domain, bug);
                    }
                }
                int wanted = Math.min(MOST_AT_THE_SAME_TIME, FEW_AT_FIRST + done / 4) + waiting();
                left += begin(next, wanted - left, looks, look);
            }
            release(judged);
        } finally {
            threads.shutdownNow(); // nothing is under way but after a failure, or when nobody wants to know any more
        }
    }

    /** Begins at most so many more, and says how many there were. */
    private int begin(Iterator<String> next, int most, ExecutorCompletionService<Seen> looks, Look look) {
        int begun = 0;
        while (begun < most && next.hasNext()) {
            var domain = next.next();
            looks.submit(() -> look(domain, look));
            begun++;
        }
        return begun;
    }

    /** At how many of them somebody lets us wait. */
    private int waiting() {
        long many = underWay.stream().filter(UnderWay::takesLong).count();
        return Math.toIntExact(Math.min(MOST_WAITING, many));
    }

    private Seen look(String domain, Look look) {
        var mark = new UnderWay();
        underWay.add(mark);
        try {
            return new Seen.View(observer.observe(domain, look));
        } catch (RuntimeException bug) {
            return new Seen.Failed(domain, bug);
        } finally {
            underWay.remove(mark);
        }
    }

    private void seen(PublicView view, Predicate<Judgement> judged) {
        smtp = more(smtp, view.vantage().smtp());
        if (silentMailServer(view)) {
            held.add(view);
        } else {
            handOn(view, judged);
        }
        if (smtp == Reach.OPEN || held.size() > MOST_HELD) {
            release(judged);
        }
    }

    private void release(Predicate<Judgement> judged) {
        held.forEach(view -> handOn(from(view, smtp), judged));
        held.clear();
    }

    private void handOn(PublicView view, Predicate<Judgement> judged) {
        if (!goOn) {
            return;
        }
        try {
            goOn = judged.test(judge(view));
        } catch (RuntimeException bug) {
            failed.accept(view.domain(), bug);
        }
    }

    /** What one domain has shown of the port holds for all. */
    private static Reach more(Reach known, Reach seen) {
        return known == Reach.OPEN || seen == Reach.NOT_KNOWN ? known : seen;
    }

    private static boolean silentMailServer(PublicView view) {
        return view.mailServers().hosts().stream()
                .flatMap(host -> host.attempts().stream())
                .anyMatch(attempt -> attempt.outcome() instanceof MxOutcome.NoConversation);
    }

    private static PublicView from(PublicView view, Reach smtp) {
        return view.from(view.vantage().smtp(smtp));
    }

    private Judgement judge(PublicView view) {
        return Judgement.of(new Evidence(view, expectation, clock.instant()));
    }
}
