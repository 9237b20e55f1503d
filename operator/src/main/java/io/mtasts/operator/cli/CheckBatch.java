package io.mtasts.operator.cli;

import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.Judgement;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.MxOutcome;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.Vantage.Reach;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Looks at many domains, some at the same time, and hands each on as soon as it can be judged. A mail server that does not answer
 * may be down, or port 25 may be closed here: such a view waits until some mail server has answered, or all have been looked at. What
 * is kept at any time is bounded, however many domains there are.
 */
final class CheckBatch {
    /** At the beginning: what the processor can do when every class is new to it. */
    private static final int FEW_AT_FIRST = 16;

    /** Later, so that some that answer slowly, or not at all, do not hold up the others. */
    private static final int MOST_AT_THE_SAME_TIME = 64;

    /** When so many wait for a mail server that answers, and none does, then the port is closed here. */
    private static final int MOST_HELD = 500;

    private final DomainObserver observer;
    private final Clock clock;
    private final Expectation expectation;
    private final List<PublicView> held = new ArrayList<>();
    private Reach smtp = Reach.NOT_KNOWN;
    private boolean goOn = true;

    CheckBatch(DomainObserver observer, Clock clock, Expectation expectation) {
        this.observer = observer;
        this.clock = clock;
        this.expectation = expectation;
    }

    /**
     * Calls {@code judged} once for each domain, in the order in which they become certain, on this thread; no further once it says
     * false.
     */
    void run(List<String> domains, Predicate<Judgement> judged) throws InterruptedException, ExecutionException {
        var look = new Look(expectation.probeMx(), false);
        var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
        try {
            var looks = new ExecutorCompletionService<PublicView>(threads);
            var next = domains.iterator();
            int underWay = begin(next, FEW_AT_FIRST, looks, look);
            for (int done = 1; underWay > 0 && goOn; done++) {
                seen(looks.take().get(), judged);
                underWay--;
                int wanted = Math.min(MOST_AT_THE_SAME_TIME, FEW_AT_FIRST + done / 4);
                underWay += begin(next, wanted - underWay, looks, look);
            }
            release(judged);
        } finally {
            threads.shutdownNow(); // nothing is under way but after a failure, or when nobody wants to know any more
        }
    }

    /** Begins at most so many more, and says how many there were. */
    private int begin(Iterator<String> next, int most, ExecutorCompletionService<PublicView> looks, Look look) {
        int begun = 0;
        while (begun < most && next.hasNext()) {
            var domain = next.next();
            looks.submit(() -> observer.observe(domain, look));
            begun++;
        }
        return begun;
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
        goOn = goOn && judged.test(judge(view));
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
