package io.mtasts.lab.demo;

import io.mtasts.lab.cluster.KubeBinaries;
import io.mtasts.lab.cluster.Provisioning;
import io.mtasts.lab.stage.Belongings;
import io.mtasts.lab.stage.Curtain;
import io.mtasts.lab.stage.RunFailed;
import io.mtasts.lab.stage.Stage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What {@code ./demo} runs, in the root of the project. */
public final class Demo {
    private static final int INTERRUPTED = 130; // as shells count: 128 and the number of the signal

    private final Narrator narrator;
    private final Belongings belongings;
    private final List<String> arguments;
    private final Curtain curtain = new Curtain();
    private final Elapsed since = Elapsed.fromNow();

    private Demo(Narrator narrator, Belongings belongings, List<String> arguments) {
        this.narrator = narrator;
        this.belongings = belongings;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Tells the story and exits with 0, or with 1 and a sentence when something did not happen. The system property
     * {@code java.io.tmpdir} names an empty directory, which goes at the end.
     *
     * @param arguments {@code --keep}, to stay and look around; {@code --story rollout} for another story; or nothing
     */
    public static void main(String[] arguments) {
        var directory = Path.of(System.getProperty("java.io.tmpdir"));
        System.setProperty("demo.logs", directory.toString());
        System.setProperty("logback.configurationFile", "io/mtasts/lab/demo/logback.xml");
        var narrator = Narrator.onStandardOutput(System.getenv());
        var demo = new Demo(narrator, new Belongings(directory), List.of(arguments));
        System.exit(demo.run()); // whatever threads are left
    }

    private int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endEarly, "demo-end"));
        var failure = failureOf(this::play);
        if (curtain.isClosed()) {
            return INTERRUPTED;
        }
        failure.ifPresent(this::explain);
        narrator.begin("Stopping the operator, the API server and the servers of the lab");
        var badEnd = failureOf(curtain::close);
        narrator.done(badEnd.orElse("everything has stopped"));
        if (failure.or(() -> badEnd).isPresent()) {
            belongings.keepLogs();
            narrator.say("All logs are in %s.".formatted(belongings.directory()));
            return 1;
        }
        belongings.delete();
        narrator.say("The demo took %s.".formatted(since));
        return 0;
    }

    private static Optional<String> failureOf(Runnable play) {
        try {
            play.run();
            return Optional.empty();
        } catch (RunFailed e) {
            return Optional.of("This did not go as announced. " + e.getMessage());
        } catch (RuntimeException e) {
            // Not a field: the settings of the log have to be there before the first logger.
            LoggerFactory.getLogger(Demo.class).error("The demo failed", e);
            return Optional.of("The demo itself failed. " + e.getMessage());
        }
    }

    private void explain(String failure) {
        narrator.trouble(failure);
        narrator.say("The last lines of the operator's log:");
        narrator.output(belongings.lastLinesOfOperator());
    }

    /** On Ctrl-C, or when the process is told to end. */
    private void endEarly() {
        if (!curtain.isClosed()) {
            narrator.say("Stopping everything …");
            narrator.silence();
            curtain.close();
            belongings.delete();
        }
    }

    private void play() {
        introduce();
        Provisioning.ofThisMachine().provide();
        var setting = Elapsed.fromNow();
        narrator.begin("Starting a Kubernetes API server (%s), name servers, the mail servers of example.com, and a"
                        .formatted(KubeBinaries.VERSION)
                + " certificate authority in place of cert-manager");
        var stage = Stage.set(belongings, curtain);
        var exampleCom = new ExampleCom(stage.world(), stage.cluster());
        narrator.done(setting.toString());
        var prompt = new Prompt(narrator, stage.kubectl());
        prompt.install(Stage.LAUNCHER, "crds");
        var operator = stage.startOperator();
        narrator.say("The operator runs as a separate process, as it would in the pod of its Deployment.");
        var policy = new WatchedPolicy(stage.cluster().client(), "mail", "example-com", operator);
        var story = new Story(narrator, prompt, exampleCom, policy);
        story.begin();
        if (arguments.contains("rollout")) {
            new RolloutStory(narrator, prompt, stage.belongings().kubeconfig(), story, policy).tell();
            return;
        }
        story.promote();
        if (arguments.contains("--keep")) {
            new Console(narrator, stage, story, exampleCom)
                    .obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } else {
            new Troubles(narrator, story, exampleCom, policy).all();
            narrator.heading("The same checks, without a cluster");
            prompt.run(stage.checkCommand(ExampleCom.NAME));
            story.takeBack();
        }
    }

    private void introduce() {
        narrator.say("mta-sts-operator manages MTA-STS (RFC 8461) for mail domains: it serves the policy, says what to"
                + " publish in DNS, and monitors the domain the way sending mail servers see it. Here it does so"
                + " for example.com, in a world that exists only on this machine and only during this demo.");
        narrator.say(
                "Intervals are short, so that nobody has to wait: a probe every second (usually every 10 minutes), two"
                    + " seconds of agreement before a record may be published (usually 2 minutes), mail servers probed"
                    + " each time (usually once an hour).");
        narrator.heading("Setting up a world");
    }
}
