package io.mtasts.operator.health;

import io.mtasts.operator.health.HealthServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the probes are answered. Not live is what a new start may mend; what somebody has to allow first makes the operator unready, and a
 * new start would only hide why.
 */
final class Probes {
    private final Refusals refusals;
    private volatile Work work = new Idle("starting: the caches are not filled yet");

    /** What the operator is at. */
    private sealed interface Work {}

    private record Idle(String why) implements Work {}

    private record Busy(Supplier<Stream<Informer>> unwell, BooleanSupplier looking) implements Work {}

    Probes(Refusals refusals) {
        this.refusals = refusals;
    }

    /**
     * From now on there is something to ask.
     *
     * @param unwell the informers that are not well
     * @param looking whether the clockwork runs that looks at domains
     */
    void watch(Supplier<Stream<Informer>> unwell, BooleanSupplier looking) {
        work = new Busy(unwell, looking);
    }

    /** From now on there is nothing to ask any more. */
    void stopping() {
        work = new Idle("stopping");
    }

    /** Do the informers run, and the clockwork of the probes? While it starts or stops, yes: that ends by itself, one way or the other. */
    Answer live() {
        var problems = new ArrayList<String>();
        switch (work) {
            case Idle _ -> {}
            case Busy busy -> {
                busy.unwell()
                        .get()
                        .filter(informer -> !refusals.concern(informer.resource()))
                        .forEach(informer -> problems.add(informer.problem()));
                if (!busy.looking().getAsBoolean()) {
                    problems.add("the scheduler of the probes has stopped");
                }
            }
        }
        return answer("live", problems, forbidden());
    }

    /** Do the caches hold the cluster's state? */
    Answer ready() {
        var problems = new ArrayList<String>();
        switch (work) {
            case Idle idle -> problems.add(idle.why());
            case Busy busy -> busy.unwell().get().forEach(informer -> problems.add(informer.problem()));
        }
        problems.addAll(forbidden());
        return answer("ready", problems, List.of());
    }

    private List<String> forbidden() {
        return refusals.lasting().stream()
                .map(right -> "not allowed to " + right)
                .toList();
    }

    private static Answer answer(String word, List<String> problems, List<String> remarks) {
        var text = new StringBuilder(problems.isEmpty() ? word : "not " + word).append('\n');
        Stream.concat(problems.stream(), remarks.stream())
                .distinct()
                .forEach(line -> text.append("- ").append(line).append('\n'));
        return Answer.text(problems.isEmpty() ? 200 : 503, text.toString());
    }
}
