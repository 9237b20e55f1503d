package io.mtasts.operator.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void anEventIsOneLineOfJson() {
        assertThat(line(event(Level.INFO, null, "the domain \"%s\" is {}", "Ready")))
                .isEqualTo("{\"time\":\"2026-11-26T00:00:01.500Z\",\"level\":\"INFO\",\"logger\":\"io.mtasts.X\","
                        + "\"thread\":\"main\",\"message\":\"the domain \\\"%s\\\" is Ready\"}\n");
    }

    @Test
    void aStackTraceStaysOnTheLine() throws IOException {
        var line = line(event(Level.WARN, new IllegalStateException("two\nlines"), "broken"));

        assertThat(line.strip()).doesNotContain("\n");
        assertThat(new ObjectMapper().readTree(line).get("error").asText())
                .startsWith("java.lang.IllegalStateException: two\nlines\n")
                .contains("at io.mtasts.operator.log.JsonLinesTest.aStackTraceStaysOnTheLine");
    }

    @Test
    void pairsAreFieldsOfTheirOwn() {
        var event = event(Level.INFO, null, "Ready is True");
        event.addKeyValuePair(new KeyValuePair("namespace", "mail"));
        event.addKeyValuePair(new KeyValuePair("reason", "AllGood"));

        assertThat(line(event))
                .endsWith("\"message\":\"Ready is True\",\"namespace\":\"mail\",\"reason\":\"AllGood\"}\n");
    }

    private LoggingEvent event(Level level, Throwable thrown, String message, Object... arguments) {
        var event = new LoggingEvent("", context.getLogger("io.mtasts.X"), level, message, thrown, arguments);
        event.setThreadName("main");
        event.setInstant(Instant.parse("2026-11-26T00:00:01.500123Z"));
        return event;
    }

    private static String line(LoggingEvent event) {
        return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
    }
}
