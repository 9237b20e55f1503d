package io.mtasts.lab.demo;

import io.mtasts.lab.cluster.KubeBinaries;
import io.mtasts.lab.cluster.Provisioning;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What {@code ./demo} runs, in the root of the project. */
public final class Demo {
    private final Narrator narrator;
    private final Path directory;
    private final Curtain curtain = new Curtain();
    private final Elapsed since = Elapsed.fromNow();

    private Demo(Narrator narrator, Path directory) {
        this.narrator = narrator;
        this.directory = directory;
    }

    /**
     * Tells the story and exits with 0, or with 1 and a sentence when something did not happen.
     *
     * @param arguments {@code --keep}, to stay and look around, or nothing
     */
    public static void main(String[] arguments) {
        // Its own empty directory, made by the script: everything that is written lies in it.
        var directory = Path.of(System.getProperty("java.io.tmpdir"));
        System.setProperty("demo.logs", directory.toString());
        System.setProperty("logback.configurationFile", "io/mtasts/lab/demo/logback.xml");
        boolean keep = List.of(arguments).contains("--keep");
        System.exit(new Demo(Narrator.onStandardOutput(System.getenv()), directory).run(keep));
    }

    private int run(boolean keep) {
        var interrupted = new Thread(this::endEarly, "demo-end");
        Runtime.getRuntime().addShutdownHook(interrupted);
        Optional<String> failure;
        try {
            play(keep);
            failure = Optional.empty();
        } catch (DemoFailed e) {
            failure = Optional.ofNullable(e.getMessage());
        }
        if (curtain.isClosed()) {
            return 130; // Ctrl-C: the hook is at it
        }
        failure.ifPresent(this::explain);
        narrator.begin("Stopping the operator, the API server and the servers of the lab");
        curtain.close();
        narrator.done("everything has ended");
        if (failure.isEmpty()) {
            deleteDirectory();
            narrator.say("The whole demo took %s.".formatted(since));
        }
        return failure.isPresent() ? 1 : 0;
    }

    private void play(boolean keep) {
        narrator.say("Demo");
        Provisioning.ofThisMachine().provide();
        var setting = Elapsed.fromNow();
        narrator.begin("Starting a Kubernetes API server (%s), name servers, the mail servers of example.com, a"
                        .formatted(KubeBinaries.VERSION)
                + " certificate authority and a stand-in for cert-manager on this machine");
        var stage = Stage.set(directory, curtain);
        var exampleCom = new ExampleCom(stage.world(), stage.cluster());
        narrator.done(setting.toString());
        var prompt = new Prompt(narrator, stage.kubectl());
        prompt.apply(Stage.LAUNCHER, "crds");
        var operator = stage.startOperator();
        var policy = new WatchedPolicy(stage.cluster().client(), "mail", "example-com", operator);
        var story = new Story(narrator, prompt, exampleCom, policy);
        story.protect();
        if (keep) {
            new Console(narrator, stage, story, exampleCom)
                    .obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            return;
        }
        var troubles = new Troubles(narrator, story, exampleCom, policy);
        troubles.certificateExpires();
        troubles.mailServerAppears();
        troubles.policyHostIsRedirected();
        narrator.heading("The same, without a cluster");
        prompt.run(stage.checkCommand());
        story.delete();
    }

    private void explain(String failure) {
        narrator.trouble("This did not go as told: " + failure);
        narrator.say("The log of the operator is in %s".formatted(directory.resolve("operator.log")));
    }

    /** On Ctrl-C, or when the process is told to end. */
    private void endEarly() {
        if (!curtain.isClosed()) {
            narrator.say("Stopping …");
            narrator.silence();
            curtain.close();
            deleteDirectory();
        }
    }

    private void deleteDirectory() {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            narrator.say("%s could not be deleted: %s".formatted(directory, e.getMessage()));
        }
    }
}
