package io.mtasts.operator.cli;

import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.Judgement;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.MxOutcome;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.Vantage;
import io.mtasts.observe.Vantage.Reach;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Looks at many domains, some at the same time, and hands each on as soon as it can be judged. A mail server that does not answer
 * may be down, or port 25 may be closed here: such a view waits until some mail server has answered, or all have been looked at.
 */
final class CheckBatch {
    private static final int AT_THE_SAME_TIME = 16;

    private final DomainObserver observer;
    private final Clock clock;
    private final Expectation expectation;
    private final List<PublicView> held = new ArrayList<>();
    private Reach smtp = Reach.NOT_KNOWN;

    CheckBatch(DomainObserver observer, Clock clock, Expectation expectation) {
        this.observer = observer;
        this.clock = clock;
        this.expectation = expectation;
    }

    /** Calls {@code judged} once for each domain, in the order in which they become certain, on this thread. */
    void run(List<String> domains, Consumer<Judgement> judged) throws InterruptedException, ExecutionException {
        var look = new Look(expectation.probeMx(), false);
        try (var threads = Executors.newFixedThreadPool(
                AT_THE_SAME_TIME, Thread.ofVirtual().factory())) {
            var looks = new ExecutorCompletionService<PublicView>(threads);
            domains.forEach(domain -> looks.submit(() -> observer.observe(domain, look)));
            for (int i = 0; i < domains.size(); i++) {
                seen(looks.take().get(), judged);
            }
        }
        release(judged);
    }

    private void seen(PublicView view, Consumer<Judgement> judged) {
        smtp = more(smtp, view.vantage().smtp());
        if (silentMailServer(view)) {
            held.add(view);
        } else {
            judged.accept(judge(view));
        }
        if (smtp == Reach.OPEN) {
            release(judged);
        }
    }

    private void release(Consumer<Judgement> judged) {
        held.forEach(view -> judged.accept(judge(from(view, smtp))));
        held.clear();
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
        return new PublicView(
                view.domain(),
                view.observedAt(),
                view.record(),
                view.tlsReporting(),
                view.policyHost(),
                view.mailServers(),
                new Vantage(smtp, view.vantage().https()));
    }

    private Judgement judge(PublicView view) {
        return Judgement.of(new Evidence(view, expectation, clock.instant()));
    }
}
