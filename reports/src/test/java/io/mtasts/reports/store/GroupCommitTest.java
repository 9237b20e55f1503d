package io.mtasts.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {
    private static final int BAD = 13;
    private static final int THREADS = 20;

    /** What was written together, in order. */
    private final List<List<Integer>> written = Collections.synchronizedList(new ArrayList<>());

    private final CountDownLatch held = new CountDownLatch(1);

    /** The first waits until all others are there, so that they have to come together. */
    private final GroupCommit<Integer, String> commits = new GroupCommit<>(this::write, 8);

    private List<String> write(List<Integer> all) throws StoreUnavailable {
        try {
            if (!held.await(20, TimeUnit.SECONDS)) {
                throw new StoreUnavailable("the test did not let go", null);
            }
        } catch (InterruptedException e) {
            throw new StoreUnavailable("interrupted", e);
        }
        if (all.contains(BAD)) {
            throw new StoreUnavailable("%d is not taken".formatted(BAD), null);
        }
        written.add(List.copyOf(all));
        return all.stream().map(one -> "wrote " + one).toList();
    }

    @Test
    void oneThatIsNotTakenSpoilsNoOther() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var done = IntStream.range(0, THREADS)
                    .mapToObj(number -> threads.submit((Callable<String>) () -> answer(number)))
                    .toList();
            Awaitility.await().until(() -> commits.waiting() >= THREADS - 8);
            held.countDown();
            for (int number = 0; number < THREADS; number++) {
                assertThat(done.get(number).get()).isEqualTo(number == BAD ? "13 is not taken" : "wrote " + number);
            }
        }
        assertThat(written).anyMatch(together -> together.size() > 1);
        assertThat(written).allMatch(together -> together.size() <= 8);
    }

    private String answer(int number) {
        try {
            return commits.write(List.of(number)).getFirst();
        } catch (StoreUnavailable e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void oneCallMayBringMoreThanIsPutTogether() throws Exception {
        held.countDown();
        var many = IntStream.range(100, 200).boxed().toList();
        assertThat(commits.write(many)).hasSize(100).startsWith("wrote 100");
        assertThatExceptionOfType(StoreUnavailable.class).isThrownBy(() -> commits.write(List.of(BAD)));
        assertThat(commits.write(List.of(1))).containsExactly("wrote 1");
    }
}
