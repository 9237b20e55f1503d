package io.mtasts.operator.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads of a domain: each case is the resources in NAME.yaml, and the screen in NAME.txt. */
class StoryTest {
    private static final int WIDTH = 110;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "fresh, 3",
        "nobody-acts, 1",
        "in-soak, 0",
        "withheld, 1",
        "refused, 1",
        "recovering, 1",
        "retiring, 1",
        "observe, 0"
    })
    void tells(String name, int exit) throws IOException {
        var story = Story.of(Resources.of(name));

        assertThat(new StoryText(WIDTH, false).of(story)).isEqualTo(text(name + ".txt"));
        assertThat(story.exit()).isEqualTo(exit);
    }

    @Test
    void fitsATerminalThatIsNarrow() throws IOException {
        var narrow = new StoryText(80, false).of(Story.of(Resources.of("refused")));

        assertThat(narrow.lines().filter(line -> !line.contains("kubectl ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void coloursMarksAlone() throws IOException {
        var story = Story.of(Resources.of("refused"));

        var coloured = new StoryText(WIDTH, true).of(story);

        assertThat(coloured).contains("\u001B[1;31mERROR\u001B[0m", "\u001B[32mok\u001B[0m");
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(text("refused.txt"));
    }

    private static String text(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(StoryTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
