package io.mtasts.operator.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogSetupTest {
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private Encoder<ILoggingEvent> encoder(Map<String, String> environment) {
        new LogSetup(environment).configure(context);
        var appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        assertThat(appender).isInstanceOf(ConsoleAppender.class);
        return ((ConsoleAppender<ILoggingEvent>) appender).getEncoder();
    }

    private Level level(String logger) {
        return context.getLogger(logger).getEffectiveLevel();
    }

    @Test
    void isTextOfOursAndWarningsOfOthers() {
        assertThat(encoder(Map.of())).isInstanceOf(PatternLayoutEncoder.class);
        assertThat(level("io.mtasts.operator.X")).isEqualTo(Level.INFO);
        assertThat(level("io.javaoperatorsdk.X")).isEqualTo(Level.WARN);
        assertThat(level("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl"))
                .isEqualTo(Level.ERROR);
    }

    @Test
    void aLineOfTextHasItsPairsAtTheEnd() {
        var encoder = encoder(Map.of());
        assertThat(text(encoder)).endsWith(" INFO  X - Ready is True\n");
        assertThat(text(encoder, new KeyValuePair("namespace", "mail"), new KeyValuePair("reason", "AllGood")))
                .endsWith(" INFO  X - Ready is True namespace=mail reason=AllGood\n");
    }

    private String text(Encoder<ILoggingEvent> encoder, KeyValuePair... pairs) {
        var event = new LoggingEvent("", context.getLogger("io.mtasts.X"), Level.INFO, "Ready is True", null, null);
        event.setKeyValuePairs(List.of(pairs));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void isWhatTheEnvironmentSays() {
        assertThat(encoder(Map.of(
                        "MTA_STS_LOG_FORMAT", "json",
                        "MTA_STS_LOG_LEVEL", "debug",
                        "MTA_STS_LOG_LEVEL_LIBRARIES", "INFO")))
                .isInstanceOf(JsonLines.class);
        assertThat(level("io.mtasts.operator.X")).isEqualTo(Level.DEBUG);
        assertThat(level("io.javaoperatorsdk.X")).isEqualTo(Level.INFO);
    }

    @Test
    void logbackFindsIt() {
        var found = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(found.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr"))
                .isNotNull();
        assertThat(found.getLogger("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl")
                        .getLevel())
                .isEqualTo(Level.ERROR);
    }
}
