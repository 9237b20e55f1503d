package io.mtasts.operator.cli;

import io.mtasts.operator.Operator;
import io.mtasts.operator.RunSettings;
import java.util.concurrent.CountDownLatch;

/** The operator from its start until the process is told to end. */
final class Running {
    private Running() {}

    static void run(RunSettings settings) throws InterruptedException {
        var operator = Operator.start(settings);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            operator.close();
            ended.countDown();
        }));
        ended.await();
    }
}
