package io.mtasts.lab.demo;

import io.mtasts.lab.cluster.Provisioning;
import io.mtasts.lab.stage.Belongings;
import io.mtasts.lab.stage.Curtain;
import io.mtasts.lab.stage.PodOperator;
import io.mtasts.lab.stage.RunFailed;
import io.mtasts.lab.stage.Stage;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The story of the demo without an audience, for an operator that runs as in a pod, whose JVM notes what it needs and writes an AOT cache
 * (JEP 514) when it has been asked to stop. {@code ./build-image} runs it.
 */
public final class Training {
    private static final Duration TO_WRITE_THE_CACHE = Duration.ofMinutes(4);
    private static final int TERMINATED = 143; // as JVMs count: 128 and the number of the signal

    private Training() {}

    /**
     * Trains, shows the end of the operator's log, and exits with 0 when the operator ended as it should.
     *
     * @param arguments the command to which {@code run} and its flags are added
     */
    public static void main(String[] arguments) {
        Provisioning.ofThisMachine().provide();
        var belongings = new Belongings(Path.of(System.getProperty("java.io.tmpdir")));
        boolean ended = false;
        try (var curtain = new Curtain()) {
            ended = train(Stage.set(belongings, curtain), List.of(arguments));
        } catch (RunFailed e) {
            System.out.println(e.getMessage());
        }
        System.out.println(belongings.lastLinesOfOperator());
        belongings.delete();
        System.exit(ended ? 0 : 1);
    }

    private static boolean train(Stage stage, List<String> command) {
        var narrator =
                new Narrator(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false);
        var prompt = new Prompt(narrator, stage.kubectl());
        stage.installKinds();
        var pod = PodOperator.on(stage);
        var operator = pod.start(command);
        var policy = new WatchedPolicy(stage.cluster().client(), "mail", "example-com", operator);
        var story = new Story(narrator, prompt, new ExampleCom(stage.world(), stage.cluster()), policy);
        story.begin();
        story.promote();
        boolean probed = pod.answers("/livez") && pod.ready() && pod.answers("/metrics");
        story.takeBack();
        return probed && operator.stop(TO_WRITE_THE_CACHE) && operator.exitCode() == TERMINATED;
    }
}
