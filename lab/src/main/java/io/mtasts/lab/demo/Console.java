package io.mtasts.lab.demo;

import io.mtasts.lab.stage.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The world of the story in the hands of whoever sits at the terminal. */
final class Console {
    private final Narrator narrator;
    private final Stage stage;
    private final Story story;
    private final ExampleCom exampleCom;

    Console(Narrator narrator, Stage stage, Story story, ExampleCom exampleCom) {
        this.narrator = narrator;
        this.stage = stage;
        this.story = story;
        this.exampleCom = exampleCom;
    }

    /** Does what the lines say until one of them says quit, or there are no more. */
    void obey(BufferedReader lines) {
        introduce();
        try {
            narrator.ask();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var command = ConsoleCommand.parse(line);
                if (command instanceof ConsoleCommand.Quit) {
                    return;
                }
                obey(command);
                narrator.ask();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void introduce() {
        narrator.heading("The world stays up");
        narrator.say("In another terminal:");
        show(List.of("export", "KUBECONFIG=" + stage.belongings().kubeconfig()));
        show(List.of("alias", "kubectl=" + stage.kubectl().program()));
        show(List.of("kubectl", "get", "mdp", "-n", "mail", "--watch"));
        show(List.of("kubectl", "describe", "mdp", "example-com", "-n", "mail"));
        show(List.of("kubectl", "get", "events", "-n", "mail"));
        show(List.of("tail", "-f", stage.belongings().operatorLog().toString()));
        show(stage.checkCommand(ExampleCom.NAME));
        narrator.say("Here:");
        narrator.output(ConsoleCommand.HELP);
    }

    private void show(List<String> command) {
        Wrapping.command(command, Narrator.WIDTH - 4).forEach(narrator::output);
    }

    private void obey(ConsoleCommand command) {
        switch (command) {
            case ConsoleCommand.Expire(var host) ->
                narrator.quote(
                        exampleCom.expire(host)
                                ? "%s presents an expired certificate".formatted(host)
                                : "%s is not among the mail servers: %s"
                                        .formatted(host, String.join(", ", exampleCom.mailServers())));
            case ConsoleCommand.AddMx(var host) -> exampleCom.addMx(host).forEach(narrator::dns);
            case ConsoleCommand.Redirect() -> {
                exampleCom.redirect(Troubles.ELSEWHERE);
                narrator.quote("%s redirects to %s".formatted(ExampleCom.POLICY_HOST, Troubles.ELSEWHERE));
            }
            case ConsoleCommand.Mend() -> {
                exampleCom.mend();
                narrator.quote("everything is back to normal");
            }
            case ConsoleCommand.Records() -> story.showRecords();
            case ConsoleCommand.Publish() -> story.publishAll();
            case ConsoleCommand.Help() -> narrator.output(ConsoleCommand.HELP);
            case ConsoleCommand.Wrong(var why) -> narrator.quote(why);
            case ConsoleCommand.Nothing(), ConsoleCommand.Quit() -> {}
        }
    }
}
