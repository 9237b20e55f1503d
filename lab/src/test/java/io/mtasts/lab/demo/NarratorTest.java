package io.mtasts.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void wordsAtTheMarginCommandsBehindAPromptOutputIndented() {
        var narrator = narrator(false);
        narrator.heading("A heading");
        narrator.say("Words.");
        narrator.command(List.of("kubectl", "get", "mdp"));
        narrator.output("NAME\n\nexample-com\n");
        narrator.begin("Waiting");
        narrator.done("1 s");
        assertThat(told()).isEqualTo("""

            A heading
            Words.
            $ kubectl get mdp
                NAME

                example-com
            Waiting … 1 s
            """);
    }

    @Test
    void whatComesWhileSomethingIsBegunStartsItsOwnLine() {
        var narrator = narrator(false);
        narrator.begin("Waiting");
        narrator.trouble("It broke.");
        assertThat(told()).isEqualTo("Waiting …\nIt broke.\n");
    }

    @Test
    void nothingIsToldOnceSilenced() {
        var narrator = narrator(false);
        narrator.begin("Waiting");
        narrator.silence();
        narrator.done("1 s");
        narrator.say("More.");
        narrator.ask();
        assertThat(told()).isEqualTo("Waiting …\n");
    }

    @Test
    void coloursOnlyWhereTheyAreWanted() {
        narrator(true).command(List.of("kubectl"));
        narrator(false).command(List.of("kubectl"));
        assertThat(told()).isEqualTo("\u001b[36m$ kubectl\u001b[0m\n$ kubectl\n");
    }

    private Narrator narrator(boolean colours) {
        return new Narrator(new PrintStream(told, true, StandardCharsets.UTF_8), colours);
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }
}
